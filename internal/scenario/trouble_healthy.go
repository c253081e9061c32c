package scenario

import (
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/provider/picture"
	"gonogo/internal/release"
)

// settle lets people in before anything is broken: troubles are about one cause
// each, not about what is known of the guide as printed (fixtures/drift.yaml).
func (tr Trouble) settle(g *guide.Guide, r release.Release) (service, workspace map[string]any) {
	service = map[string]any{"login_style": "popup"} // the style that shows what a release shows at all (§14.5)
	switch g.ID {
	case "clavex": // cuts popups off
		service["login_style"] = "redirect"
	case "encvoy": // refuses the access token in a query
		service["identity_token_sent_via"] = "header"
	}
	service = both(service, tr.Needs)
	if service["login_style"] == "redirect" && r.Has(release.RESTLoginRace) {
		workspace = map[string]any{"API_Use_REST_For_DDP_Calls": false}
	}
	return service, workspace
}

// letsPeopleIn tells whether anybody can log in at a release at all: not at 6.3.0,
// which loses the token request, nor at 6.6.0, whose buttons are dead, nor, from
// private addresses, at 8.2.0.
func letsPeopleIn(r release.Release) bool {
	return !r.Has(release.TokenParamsInQuery) && !r.Has(release.CustomButtonDead) && !r.Has(release.SSRFGuardOnLogin)
}

// completely gives a person what the guide maps beyond a name: a picture, where the
// provider has a place for it.
func (r *Run) completely(p *provider.Person) {
	if _, serves := r.stack.Provider().(provider.Gallery); serves && r.setting("avatar-field") != "" {
		p.Picture = r.Portrait(picture.Plain).address
	}
}
