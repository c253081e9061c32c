package doctor

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/release"
)

// bug is something that a release cannot do, with what it takes to be hit by it.
type bug struct {
	behaviour release.Behaviour
	hits      func(*examination) bool
	where     func(*examination) string
	problem   string
	fix       string
}

// bugs are those that stop people from logging in. Ranges are in internal/release.
func bugs() []bug {
	always := func(*examination) bool { return true }
	service := func(e *examination) string { return e.service.SettingID("") }
	at := func(id string) func(*examination) string { return func(*examination) string { return id } }
	return []bug{
		{release.CustomButtonDead, always, service,
			"a click on the button of a custom OAuth service does nothing", "Update Rocket.Chat to 6.6.1."},
		{release.TokenParamsInQuery, always, service,
			"it sends the token request with an empty body and everything in its address, which providers refuse",
			"Update Rocket.Chat to 6.3.1."},
		{release.SSRFGuardOnLogin, (*examination).privateProvider, func(e *examination) string { return e.config.endpoint("token_path") },
			"it refuses to talk to a provider at a private address", "Update Rocket.Chat to 8.2.1."},
		{release.RESTLoginRace, func(e *examination) bool { return e.config.text("login_style") == "redirect" && e.on(restForDDP) }, at(restForDDP),
			"logins in redirect style end before the account is ready as long as the web client calls methods over REST",
			"Turn " + restForDDP + " off, or set Login Style to Popup."},
		{release.AvatarGateFailsLogin, (*examination).avatarGate, at(avatarChange),
			"the first login fails when people may not change their avatar and the provider sends a picture",
			"Turn Allow User Avatar Change on, or leave Avatar field empty."},
	}
}

// judgeRelease reports the bugs that hit this workspace.
func (e *examination) judgeRelease() {
	for _, b := range bugs() {
		if !e.release.Has(b.behaviour) || !b.hits(e) {
			continue
		}
		e.find("", diagnosis.Finding{
			Cause: diagnosis.ReleaseBug, Where: b.where(e), Found: "Rocket.Chat " + e.report.Release,
			Problem: fmt.Sprintf("This release of Rocket.Chat cannot do it: %s.", b.problem), Fix: b.fix,
		})
	}
	if e.release.Has(release.RedirectLoginLost) && e.config.text("login_style") == "redirect" {
		e.note("logins in redirect style are lost in Firefox on this release; 6.4.6 and 6.6.1 have the correction")
	}
}

// avatarGate: the picture is taken at the creation of an account with user name,
// unless changing it is off (§6.1).
func (e *examination) avatarGate() bool {
	return e.off(avatarChange) && e.config.text("avatar_field") != "" && e.config.text("username_field") != ""
}

// privateProvider tells whether the server would have to call a private address.
func (e *examination) privateProvider() bool {
	for _, suffix := range []string{"token_path", "identity_path"} {
		if u, err := url.Parse(e.config.endpoint(suffix)); err == nil && private(u.Hostname()) {
			return true
		}
	}
	return false
}

// private is the guard of §4.2: addresses that are not public, names without a
// dot or with a top-level domain that is not alphabetic. Names are not resolved:
// what this machine gets may not be what Rocket.Chat's gets.
func private(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		ip = ip.Unmap()
		return !ip.IsGlobalUnicast() || ip.IsPrivate()
	}
	return !regexp.MustCompile(`\.[A-Za-z]+$`).MatchString(host)
}
