package mapping_test

import (
	"encoding/json"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// Groups at the provider. They stay where a live provider has been given them, so
// that they have names that are always the same.
const staff, board = "gonogo-staff", "gonogo-board"

// channelMap is the text of OAuth Group Channel Map.
func channelMap(channels map[string]any) string {
	text, err := json.Marshal(channels)
	if err != nil {
		panic(err) // names and lists of names
	}
	return string(text)
}

// With "Map Roles/Groups to channels" on, 3.8 to 3.18 make every channel of the
// map, as the channels of who is named for that, and put people into those of
// their groups, out of which nobody is taken any more. Since 4.0 that takes a
// licence: Community makes no channel (§0.4, §1.5).
func mappedChannels() scenario.Scenario {
	office, news, minutes := scenario.MarkedChannel("office"), scenario.MarkedChannel("news"), scenario.MarkedChannel("minutes")
	return scenario.Scenario{
		Key:     "mapped-channels",
		Title:   "groups lead to channels up to 3.x, and take a licence to do so since 4.0",
		Asserts: []guide.Topic{"groups-claim", "channels-admin"},
		Service: map[string]any{
			"login_style": "popup", "map_channels": true,
			"groups_channel_map": channelMap(map[string]any{staff: []string{office, news}, board: minutes}),
		},
		Applies: mapsGroups,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			r.ChannelsGoAgain(office, news, minutes)
			r.IsCommunity()
			ada := r.NewPersonWho(func(p *provider.Person) { p.Groups = []string{staff} })
			ada.LogsInForTheFirstTime()
			if r.Release().Has(release.PremiumMapping) {
				r.HasNoChannel(office, news, minutes)
				r.Finding("groups-claim", "without a licence groups lead to no channel, also where Map Roles/Groups to channels is switched on")
				return
			}
			owner := r.Field("channels-admin")
			for _, channel := range []string{office, news, minutes} {
				r.HasTheChannel(channel, owner)
			}
			ada.IsIn(office)
			ada.IsIn(news)
			ada.IsNotIn(minutes)

			eve := r.NewPersonWho(func(*provider.Person) {})
			eve.LogsInForTheFirstTime()
			eve.IsNotIn(office)
			eve.IsNotIn(minutes)
			movesToTheBoard(ada)
			ada.IsIn(minutes)
			ada.IsListedIn(minutes)
			ada.IsIn(office)
			r.DeletesChannels(office, news, minutes)
			r.Finding("groups-claim", "with Map Roles/Groups to channels on, every channel of the map is made at the first login of anybody, and whoever loses a group stays in its channels")
		},
	}
}

// movesToTheBoard is a second login with another group.
func movesToTheBoard(ada *scenario.Person) {
	account := ada.Account()
	ada.Changes("her groups", func(p *provider.Person) { p.Groups = []string{board} })
	ada.TakesAFreshBrowser()
	ada.TriesToLogIn(account, scenario.Fate{})
}

// A claim that is a text and no list names no group (§1.5): the channels are made,
// and nobody is put into them.
func groupsThatAreNoList() scenario.Scenario {
	office := scenario.MarkedChannel("office")
	return scenario.Scenario{
		Key:     "groups-no-list",
		Title:   "groups that are told as a text lead into no channel",
		Asserts: []guide.Topic{"groups-claim"},
		Service: map[string]any{
			"login_style": "popup", "map_channels": true, "groups_claim": "department",
			"groups_channel_map": channelMap(map[string]any{staff: office}),
		},
		Applies: mapsGroupsFreely,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			r.ChannelsGoAgain(office)
			ada := r.NewPersonTelling(func(provider.Person) map[string]any { return map[string]any{"department": staff} })
			ada.LogsInForTheFirstTime()
			r.HasTheChannel(office, r.Field("channels-admin"))
			ada.IsNotIn(office)
			eve := r.NewPersonTelling(func(provider.Person) map[string]any { return map[string]any{"department": []any{staff}} })
			eve.LogsInForTheFirstTime()
			eve.IsIn(office)
			r.DeletesChannels(office)
		},
	}
}

// A channel needs an owner. Up to 3.18 nothing catches the refusal of createRoom
// (app/lib/server/functions/createRoom.js of the public repository; the log line of
// §1.5 belongs to the premium code of later releases), so that nobody gets in.
func channelsOfNobody() scenario.Scenario {
	office, nobody := scenario.MarkedChannel("office"), scenario.MarkedChannel("nobody")
	return scenario.Scenario{
		Key:     "channels-of-nobody",
		Title:   "an owner of channels who does not exist locks everybody out",
		Asserts: []guide.Topic{"channels-admin"},
		Service: map[string]any{
			"login_style": "popup", "map_channels": true, "channels_admin": nobody,
			"groups_channel_map": channelMap(map[string]any{staff: office}),
		},
		Applies: mapsGroupsFreely,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			r.ChannelsGoAgain(office)
			ada := r.NewPersonWho(func(*provider.Person) {})
			ada.LogsInInVain()
			r.HasNoChannel(office)
			r.Finding("channels-admin", "with Map Roles/Groups to channels on, nobody can log in before every channel of the map exists, unless the account that is named to own them does")
		},
	}
}

// mapsGroups applies to guides that name a claim for channels, where the release
// has the settings.
func mapsGroups(g *guide.Guide, r release.Release) bool {
	return r.Has(release.GroupsToChannels) && withSettingOf("groups-claim", "channels-admin")(g, r)
}

// mapsGroupsFreely leaves out releases on which it takes a licence.
func mapsGroupsFreely(g *guide.Guide, r release.Release) bool {
	return mapsGroups(g, r) && !r.Has(release.PremiumMapping)
}
