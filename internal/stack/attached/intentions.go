package attached

import (
	"fmt"
	"slices"
	"strings"

	"gonogo/fixtures"
	"gonogo/internal/provider"
	"gonogo/internal/provider/live"
	"gonogo/internal/release"
)

// Intentions say what gonogo will do in the workspace, line by line, before it
// does anything.
func (w *Workspace) Intentions() []string {
	lines := []string{fmt.Sprintf("gonogo is a guest of Rocket.Chat %s at %s. It will", w.release, w.url)}
	for _, line := range slices.Concat(w.intendedRepair(), w.intendedChanges()) {
		lines = append(lines, "  - "+line)
	}
	if w.called != "" {
		lines = append(lines, fmt.Sprintf("That Rocket.Chat calls itself %s, to which it sends people back; so it is visited there and not at %s.", w.url, w.called))
	}
	if !listed(w.release) {
		lines = append(lines, fmt.Sprintf("Rocket.Chat %s is not among the releases that gonogo lists; what is known for that very version applies.", w.release))
	}
	lines = append(lines, w.stays()...)
	if w.database == nil {
		lines = append(lines, "GONOGO_MONGO_URL is not set: what only the database shows stays unobserved.")
	}
	return lines
}

func (w *Workspace) intendedChanges() []string {
	var services, settings []string
	for _, id := range w.guides() {
		services = append(services, serviceName(w.sites[id].guide))
	}
	for _, e := range w.planned {
		settings = append(settings, fmt.Sprintf("%s = %v", e.Setting, e.Value))
	}
	lines := append(w.intendedProviders(),
		"add the custom OAuth services "+strings.Join(services, ", ")+", and remove them at the end",
		"let "+w.cast()+" log in, and delete their accounts at the end",
	)
	if len(settings) > 0 {
		lines = append(lines, "set "+strings.Join(settings, ", ")+", and put the former values back at the end")
	}
	return append(lines, "change further settings of the workspace for the time of single scenarios, and put each back at once")
}

// cast says who the people are.
func (w *Workspace) cast() string {
	for _, s := range w.sites {
		if by, ok := s.live.(prepared); ok {
			var logins []string
			for _, p := range by.People() {
				logins = append(logins, p.Login)
			}
			return "the people of GONOGO_PROVIDER_PEOPLE (" + strings.Join(logins, ", ") + ")"
		}
		if s.live != nil {
			return "made-up people (Ada …, " + peopleMark + "…@" + domain(s.live) + ")"
		}
	}
	return "made-up people (Ada …, " + peopleMark + "…" + markedDomain + ")"
}

// intendedProviders is about the providers, emulated or live.
func (w *Workspace) intendedProviders() []string {
	var places []string
	for _, id := range w.guides() {
		if s := w.sites[id]; s.live != nil {
			return w.intendedLive(id, s)
		}
		places = append(places, fmt.Sprintf("%s (%s)", w.sites[id].origin, id))
	}
	return []string{"run emulated providers, which Rocket.Chat must be able to reach, at " + strings.Join(places, ", ")}
}

// prepared is a live provider whose people were made by hand.
type prepared interface {
	provider.Cast
	People() []provider.Person
}

func (w *Workspace) intendedLive(id string, s *site) []string {
	at := fmt.Sprintf("the live provider of %s at %s", id, s.guide.ProviderURL)
	if _, ok := s.live.(prepared); ok {
		return []string{fmt.Sprintf("change nothing at %s, where somebody has registered Rocket.Chat by hand with the redirect URI %s", at, s.guide.RedirectURI)}
	}
	r := markRegistration(provider.Registration{Name: s.guide.Registration.Name, ClientID: s.guide.Registration.ClientID})
	name := r.Name
	if r.ClientID != "" {
		name += fmt.Sprintf(" (client id %s)", r.ClientID)
	}
	end := "remove it at the end"
	if _, ok := s.live.(provider.Unregisterer); !ok {
		end = "leave it there, for gonogo cannot remove it"
	}
	return append(live.Lasting(id, s.guide.ProviderURL),
		fmt.Sprintf("register Rocket.Chat as %s at %s, and %s", name, at, end),
		"make people "+peopleMark+"…@"+domain(s.live)+" at that provider, and remove them at the end",
	)
}

// stays is about what this run can neither see nor remove.
func (w *Workspace) stays() []string {
	var lines []string
	for _, s := range w.sites {
		if _, observed := s.live.(provider.Observer); s.live != nil && !observed {
			lines = append(lines, "A live provider shows no record of its requests: what only that shows stays unobserved.")
		}
	}
	here := w.administrated()
	var others []string
	for _, e := range w.journal.made() {
		if here == nil || e.Provider != here.guide.ProviderURL {
			others = append(others, e.Provider)
		}
	}
	slices.Sort(others)
	for _, address := range slices.Compact(others) {
		lines = append(lines, fmt.Sprintf("What an interrupted run has made at %s stays there until a run with GONOGO_PROVIDER=live and that provider.", address))
	}
	return lines
}

// intendedRepair is about what an interrupted run has left.
func (w *Workspace) intendedRepair() []string {
	var names, accounts []string
	for _, e := range w.journal.settings() {
		names = append(names, e.Setting)
	}
	names = append(names, w.journal.services()...)
	for _, u := range w.present {
		if w.ours(u) {
			accounts = append(accounts, u.Username)
		}
	}
	var lines []string
	if made := w.leftAtProvider(); len(made) > 0 {
		lines = append(lines, "remove from the live provider what an interrupted run has made there: "+strings.Join(made, ", "))
	}
	if len(names) > 0 {
		lines = append(lines, "put back first what an interrupted run has changed: "+strings.Join(names, ", "))
	}
	if len(accounts) > 0 {
		lines = append(lines, "delete the accounts that an interrupted run has left: "+strings.Join(accounts, ", "))
	}
	return lines
}

// leftAtProvider names what an interrupted run has made at the live provider of
// this one.
func (w *Workspace) leftAtProvider() []string {
	here := w.administrated()
	var names []string
	for _, e := range w.journal.made() {
		switch {
		case here == nil || e.Provider != here.guide.ProviderURL:
		case e.Login != "":
			names = append(names, e.Login)
		case e.Registration != nil:
			names = append(names, e.Registration.Name)
		}
	}
	return names
}

// listed tells whether a release is in the catalogue. A catalogue that cannot
// be read has stopped the run before.
func listed(r release.Release) bool {
	catalogue, err := release.Load(fixtures.Files)
	return err == nil && slices.Contains(catalogue.Versions(), r.Version)
}
