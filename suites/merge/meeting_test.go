package merge_test

import (
	"crypto/rand"
	"strings"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// meeting is a local account and somebody from the provider who is like it in
// some ways.
type meeting struct {
	what            string
	username, email likeness
	name            bool
	verified        bool // the local e-mail
}

func (m meeting) relation(g guideFacts) relation {
	return relation{username: m.username, email: m.email, name: m.name, verified: m.verified, noUsername: !g.username}
}

// Meetings of §5.1 and observed §B. Each is of a person and an account of its own.
func sameEmail() meeting {
	return meeting{what: "the same e-mail, verified", email: same, verified: true}
}
func unverifiedEmail() meeting { return meeting{what: "the same e-mail, not verified", email: same} }
func emailInOtherCase() meeting {
	return meeting{what: "the same e-mail in other case", email: otherCase, verified: true}
}
func sameUsername() meeting {
	return meeting{what: "the same user name", username: same, verified: true}
}
func usernameInOtherCase() meeting {
	return meeting{what: "the same user name in other case", username: otherCase, verified: true}
}
func bothAndName() meeting {
	return meeting{what: "the same user name, e-mail and name", username: same, email: same, name: true, verified: true}
}
func bothButName() meeting {
	return meeting{what: "the same user name and e-mail, another name", username: same, email: same}
}
func bothInOtherCase() meeting {
	return meeting{what: "the same user name and name, the e-mail in other case", username: same, email: otherCase, name: true, verified: true}
}
func neither() meeting { return meeting{what: "nothing alike", verified: true} }

// guideFacts are what the guide's provider and settings make of an identity.
type guideFacts struct {
	own      settings // as the guide sets them
	mapped   bool     // username_field is set: a new account takes the user name
	username bool     // the identity has a user name, so that the merge hook runs
	optional bool     // the provider sends an e-mail only as an optional claim
}

// factsOf reads the guide's settings; what a provider sends is known from
// "How the identity providers really behave".
func factsOf(g *guide.Guide, r release.Release) (guideFacts, error) {
	translation, err := g.Settings(r, map[string]string{"client_id": "-", "client_secret": "-"})
	if err != nil {
		return guideFacts{}, err
	}
	values := map[string]any{}
	for _, s := range translation.Settings {
		values[strings.TrimPrefix(s.ID, translation.Service.SettingID("")+"-")] = s.Value
	}
	var f guideFacts
	f.own.merge, _ = values["merge_users"].(bool)
	f.own.distinct, _ = values["merge_users_distinct_services"].(bool)
	f.own.byEmail = values["key_field"] == "email"
	field, _ := values["username_field"].(string)
	f.mapped = field != ""
	f.own.mapsUsername = f.mapped
	f.username = f.mapped || g.ID == "miniorange" // its claim "username" is raw
	f.optional = g.ID == "entra"
	return f, nil
}

// play lets somebody from the provider meet a local account, and compares what
// comes of it with the rule.
func (m meeting) play(r *scenario.Run, f guideFacts, s settings) {
	fate := rule(r.Release(), s, m.relation(f))
	ada := r.NewPersonWho(func(p *provider.Person) { m.shape(p, f) })
	local := r.HasLocalAccount(m.local(ada))
	ada.TriesToLogIn(local, fate)
	local.Meets(ada, fate)
	ada.Leaves()
}

// shape spells the identity's own side: other case is a capital letter, because
// a lookup that lower-cases the identity finds lower-case accounts only.
func (m meeting) shape(p *provider.Person, f guideFacts) {
	if m.email == otherCase {
		p.Email = strings.ToUpper(p.Email[:1]) + p.Email[1:]
	}
	if m.username == otherCase {
		p.Username = strings.ToUpper(p.Username[:1]) + p.Username[1:]
	}
	if f.optional {
		p.Claims["email"] = p.Email
	}
}

// local is the account, like the person where the meeting says so. Everything of
// it is marked as the people are.
func (m meeting) local(ada *scenario.Person) scenario.LocalAccount {
	name := "bob-" + strings.ToLower(rand.Text()[:8])
	l := scenario.LocalAccount{Username: name, Email: name + "@" + provider.PeopleDomain, Name: "Bob " + name[4:], Verified: m.verified}
	if m.username != different {
		l.Username = strings.ToLower(ada.Username)
	}
	if m.email != different {
		l.Email = strings.ToLower(ada.Email)
	}
	if m.name {
		l.Name = ada.Name
	}
	return l
}
