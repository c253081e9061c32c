package scenario

import (
	"strings"

	"gonogo/internal/provider"
)

// HasNoUsername is a profile at the provider that nobody has given a user name.
func (p *Person) HasNoUsername() {
	p.Becomes("her profile, which has no user name,", func(who *provider.Person) { who.Username = "" })
}

// GetsAUsername gives her one at the provider.
func (p *Person) GetsAUsername() {
	p.Becomes("her user name", func(who *provider.Person) { who.Username, _, _ = strings.Cut(who.Login, "@") })
}

// KeepsBack lets the provider tell nothing of a claim.
func (p *Person) KeepsBack(claim string) {
	p.Becomes("what is told of her, without "+claim+",", func(who *provider.Person) {
		if who.Claims == nil {
			who.Claims = map[string]any{}
		}
		who.Claims[claim] = nil
	})
}

// Tells lets the provider tell a claim again.
func (p *Person) Tells(claim string) {
	p.Becomes("what is told of her, with "+claim+",", func(who *provider.Person) { delete(who.Claims, claim) })
}

// IsPublic makes her profile visible to clients, or hides it.
func (p *Person) IsPublic(public bool) {
	p.Becomes("who may see her profile", func(who *provider.Person) { who.PublicProfile = public })
}
