package oauth

import (
	"maps"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"gonogo/internal/simulator/rocketchat/identity"
	"gonogo/internal/simulator/seeded"
)

// authenticating is the service as the token request uses it.
func (p provider) authenticating(s service) service {
	if !p.seeded.Has(seeded.SecretOtherWay) {
		return s
	}
	other := map[string]string{"header": "payload"}[s.text("tokenSentVia")]
	if other == "" {
		other = "header"
	}
	config := maps.Clone(s.config)
	config["tokenSentVia"] = other
	return service{s.key, config}
}

// byHeader tells how the identity request carries the token.
func (p provider) byHeader(s service) bool {
	return s.identityByHeader() != p.seeded.Has(seeded.IdentityOtherWay)
}

// normalised is what the provider's answer becomes.
func (p provider) normalised(raw map[string]any, s service) (map[string]any, error) {
	normal, err := identity.Normalise(raw, p.mapped(s))
	if err == nil && p.seeded.Has(seeded.WrongName) {
		normal["name"] = normal["username"]
	}
	return normal, err
}

// mapped are the mapped fields of a service.
func (p provider) mapped(s service) identity.Config {
	fields := s.fields()
	fields.Seeded = p.seeded
	return fields
}

// kept is the part of a service document that is kept.
func (e *Engine) kept(document map[string]any) map[string]any {
	if e.seeded.Has(seeded.IDTokenDropped) {
		delete(document, "idToken")
	}
	return document
}

// namedRoot is the root of the redirect URI that the token request names.
func (e *Engine) namedRoot() string {
	if e.seeded.Has(seeded.TokenRedirectURI) {
		return strings.Replace(e.rootURL(), "https://", "http://", 1)
	}
	return e.rootURL()
}

// taken is a service as it is used from now on. The registry is locked.
func (r *registry) taken(s service, live bool) service {
	if !live || !r.seeded.Has(seeded.SettingsIgnored) {
		return s
	}
	config := maps.Clone(s.config)
	for _, way := range []string{"tokenSentVia", "identityTokenSentVia"} {
		config[way] = r.registered[s.key].config[way]
	}
	return service{s.key, config}
}

// endpoint is the address of an endpoint as requests go there.
func (p provider) endpoint(s service, field string) string {
	if p.seeded.Has(seeded.AbsolutePathAppended) {
		return s.text("serverURL") + s.text(field)
	}
	return s.endpoint(field)
}

// inTime refuses an id token that was issued in the future.
func (p provider) inTime(t tokens) error {
	raw, _ := t["id_token"].(string)
	if !p.seeded.Has(seeded.IDTokenTimeChecked) || raw == "" {
		return nil
	}
	token, err := jwt.ParseSigned(raw, []jose.SignatureAlgorithm{jose.RS256, jose.PS256})
	var claims jwt.Claims
	if err == nil {
		err = token.UnsafeClaimsWithoutVerification(&claims)
	}
	if err == nil && claims.IssuedAt != nil && claims.IssuedAt.Time().After(time.Now()) {
		return wording("jwt not active")
	}
	return err
}

// answering finds a service that takes callbacks.
func (r *registry) answering(key string) (service, bool) {
	if r.seeded.Has(seeded.DisabledAnswers) {
		return r.known(key)
	}
	return r.configured(key)
}

// unsaid is the login style of a state that has none.
func (e *Engine) unsaid() string {
	if e.seeded.Has(seeded.StyleAssumed) {
		return "popup"
	}
	return "undefined"
}
