package attached

import (
	"fmt"
	"slices"
	"strings"

	"gonogo/fixtures"
	"gonogo/internal/release"
)

// Intentions say what gonogo will do in the workspace, line by line, before it
// does anything.
func (w *Workspace) Intentions() []string {
	lines := []string{fmt.Sprintf("gonogo is a guest of Rocket.Chat %s at %s. It will", w.release, w.url)}
	for _, line := range slices.Concat(w.intendedRepair(), w.intendedChanges()) {
		lines = append(lines, "  - "+line)
	}
	if !listed(w.release) {
		lines = append(lines, fmt.Sprintf("Rocket.Chat %s is not among the releases that gonogo lists; what is known for that very version applies.", w.release))
	}
	if w.database == nil {
		lines = append(lines, "GONOGO_MONGO_URL is not set: what only the database shows stays unobserved.")
	}
	return lines
}

func (w *Workspace) intendedChanges() []string {
	var services, places, settings []string
	for _, id := range w.guides() {
		services = append(services, serviceName(w.sites[id].guide))
		places = append(places, fmt.Sprintf("%s (%s)", w.sites[id].url(), id))
	}
	for _, e := range w.planned {
		settings = append(settings, fmt.Sprintf("%s = %v", e.Setting, e.Value))
	}
	lines := []string{
		"run emulated providers, which Rocket.Chat must be able to reach, at " + strings.Join(places, ", "),
		"add the custom OAuth services " + strings.Join(services, ", ") + ", and remove them at the end",
		"let made-up people (Ada …, ada-…" + markedDomain + ") log in, and delete their accounts at the end",
	}
	if len(settings) > 0 {
		lines = append(lines, "set "+strings.Join(settings, ", ")+", and put the former values back at the end")
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
	if len(names) > 0 {
		lines = append(lines, "put back first what an interrupted run has changed: "+strings.Join(names, ", "))
	}
	if len(accounts) > 0 {
		lines = append(lines, "delete the accounts that an interrupted run has left: "+strings.Join(accounts, ", "))
	}
	return lines
}

// listed tells whether a release is in the catalogue. A catalogue that cannot
// be read has stopped the run before.
func listed(r release.Release) bool {
	catalogue, err := release.Load(fixtures.Files)
	return err == nil && slices.Contains(catalogue.Versions(), r.Version)
}
