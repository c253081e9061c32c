package doctor

import (
	"fmt"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
	"gonogo/internal/release"
)

// offered reports a service that nobody added or that is off, and a hidden
// button. It is false where there is nothing more to look at.
func (e *examination) offered() bool {
	switch {
	case !e.config.exists && e.Admin != nil:
		e.find(guide.TopicAddCustomOAuth, diagnosis.Finding{
			Cause: diagnosis.ServiceMissing, Where: e.service.SettingID(""),
			Problem: fmt.Sprintf("Nobody has added the custom OAuth service %q.", e.service.Key),
			Fix:     fmt.Sprintf("Add custom OAuth with the name %q, and set it up as the guide says.", e.Guide.Service),
		})
		return false
	case !e.config.shown:
		e.findDisabled()
		return e.config.exists
	case e.config.values["show_button"] == false && !e.wants("show_button", false):
		e.find("show-button", diagnosis.Finding{
			Cause: diagnosis.ButtonHidden, Where: e.service.SettingID("show_button"), Found: "off", Wanted: "on",
			Problem: "The login page shows no button, because it is switched off.",
			Fix:     fmt.Sprintf("Enable %s in the OAuth provider settings.", e.labelled("show_button", "Show Button on Login Page")),
		})
	}
	return true
}

// findDisabled reports a service that login pages do not know. A stranger cannot
// tell one that is off from one that nobody added.
func (e *examination) findDisabled() {
	if e.wants("", false) {
		return
	}
	f := diagnosis.Finding{
		Cause: diagnosis.ServiceDisabled, Where: e.service.SettingID(""), Found: "off", Wanted: "on",
		Problem: fmt.Sprintf("The custom OAuth service %q is switched off, so that the login page shows no button.", e.service.Key),
		Fix:     fmt.Sprintf("Turn %s on.", e.labelled("", "Enable")),
	}
	if e.Admin == nil {
		f.Found = ""
		f.Where = e.URL + "/api/v1/settings.oauth"
		f.Problem = fmt.Sprintf("The custom OAuth service %q is switched off, or nobody has added it.", e.service.Key)
	}
	if e.release.Has(release.PremiumOAuth) {
		f.Fix += fmt.Sprintf(" Rocket.Chat %s runs custom OAuth with a premium licence only.", e.report.Release)
	}
	e.find("enable", f)
}

// wants tells whether a setting is wanted to be a value.
func (e *examination) wants(suffix string, value any) bool {
	w, said := e.wanted.of(suffix)
	return said && w.value == value
}
