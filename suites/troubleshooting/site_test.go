package troubleshooting_test

import (
	"fmt"
	"net/url"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/scenario"
)

// troublesOfTheAddress are Clavex' row about login loops: Rocket.Chat takes itself
// to be elsewhere than people find it (§8, §14.5, §14.7).
func troublesOfTheAddress() []scenario.Trouble {
	var troubles []scenario.Trouble
	for _, other := range []struct {
		key, what string
		change    func(*url.URL)
	}{
		{"host", "host", func(u *url.URL) { u.Host = "elsewhere." + u.Host }},
		{"protocol", "protocol", func(u *url.URL) { u.Scheme = map[string]string{"https": "http", "http": "https"}[u.Scheme] }},
		{"port", "port", func(u *url.URL) { u.Host = u.Hostname() + ":8443" }},
		{"path", "path", func(u *url.URL) { u.Path = "/chat" }},
	} {
		for _, style := range []string{"redirect", "popup"} {
			troubles = append(troubles, astray(other.key+"-by-"+style, other.what, style, other.change))
		}
	}
	return append(troubles, storedAddress(), otherRootURL())
}

// astray is a Site_Url that is not what people type.
func astray(key, what, style string, change func(*url.URL)) scenario.Trouble {
	tr := scenario.Trouble{
		Key: "site-url-" + key, Title: fmt.Sprintf("Site_Url has another %s than the address that people type (%s)", what, style),
		Symptom: "Login loop or state error", Row: "symptom-login-loop", Cause: diagnosis.SiteURLDiffers,
		Alone: scenario.InTheWorkspace, InTurn: true, Needs: map[string]any{"login_style": style},
		Break: func(r *scenario.Run) { movesSite(r, what, change) },
		Try:   (*scenario.Person).AttemptsBesideSiteURL,
		Sees:  (*scenario.Run).SentToSiteURL,
	}
	if style == "popup" {
		tr.Applies = byPopup
	}
	return tr
}

func movesSite(r *scenario.Run, what string, change func(*url.URL)) {
	typed, err := url.Parse(r.Address())
	if err == nil {
		change(typed)
		r.SetsWorkspace("Site_Url has another "+what, map[string]any{"Site_Url": typed.String()})
	}
}

// The table's fix names ROOT_URL, which a stored Site_Url beats: what people type
// has to be written into that setting.
func storedAddress() scenario.Trouble {
	tr := astray("stored", "host", "redirect", func(u *url.URL) { u.Host = "elsewhere." + u.Host })
	tr.Title = "Site_Url is stored with another host; the fix is to start Rocket.Chat with the right ROOT_URL"
	tr.Fix = func(r *scenario.Run) { r.RestartsWith(r.Address()) }
	tr.Again = (*scenario.Person).AttemptsBesideSiteURL
	tr.Uncured = func(r *scenario.Run) (string, scenario.Ending) {
		return "Rocket.Chat reads ROOT_URL at its very first start only, and keeps it as the setting Site_Url, which is what has to be changed", r.SentToSiteURL()
	}
	return tr
}

// The same the other way round.
func otherRootURL() scenario.Trouble {
	return scenario.Trouble{
		Key: "root-url-other", Title: "Rocket.Chat is started again with another ROOT_URL, which keeps nobody out",
		Symptom: "none: the stored Site_Url counts", Alone: scenario.InTheWorkspace, InTurn: true,
		Break: func(r *scenario.Run) { r.RestartsWith("https://elsewhere.example") },
	}
}
