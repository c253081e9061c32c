package scenario

import (
	"context"
	"crypto/rand"
	"errors"
	"image/color"
	"net/netip"
	"net/url"
	"strings"

	"gonogo/internal/provider"
	"gonogo/internal/provider/picture"
	"gonogo/internal/release"
	"gonogo/internal/stack"
)

// Portrait is a picture of a person at the provider, as a check keeps it to
// recognise it again.
type Portrait struct {
	address string
	path    string // in the provider's records; empty: nobody keeps any
	colour  color.RGBA
}

// Portrait is a new picture on the provider's own host. A provider that serves
// none ends the scenario.
func (r *Run) Portrait(m picture.Manner) Portrait {
	return r.portraitAt(r.providerOrigin(), m)
}

// PrivatePortrait is a picture at an address that belongs to nobody outside the
// provider's own network.
func (r *Run) PrivatePortrait() Portrait {
	origin := r.providerOrigin()
	if inside, ok := r.stack.(stack.Inside); ok && inside.InsideURL() != "" {
		origin = inside.InsideURL()
	}
	if !private(origin) {
		r.unobserved("a picture at a private address (the provider has none)")
		r.Unsupported("the provider of this stack has no private address")
	}
	return r.portraitAt(origin, picture.Plain)
}

// PortraitNowhere is a picture whose host does not exist (RFC 6761, section 6.4).
func (r *Run) PortraitNowhere() Portrait {
	return Portrait{address: "https://pictures.invalid/ada.png"}
}

func (r *Run) portraitAt(origin string, m picture.Manner) Portrait {
	gallery, ok := r.stack.Provider().(provider.Gallery)
	if !ok {
		r.cannotBeCast(errors.New("the provider serves no pictures of gonogo's to compare with; emulators do"))
	}
	var c [3]byte
	_, _ = rand.Read(c[:]) // never fails, by its documentation
	p := Portrait{colour: color.RGBA{R: c[0], G: c[1], B: c[2], A: 0xff}}
	path := picture.Path(m, p.colour, strings.ToLower(rand.Text()[:8]))
	p.path = gallery.Pictures() + strings.TrimPrefix(path, picture.Root)
	p.address = origin + p.path
	return p
}

func (r *Run) providerOrigin() string {
	u, err := url.Parse(r.Guide().ProviderURL)
	if err != nil {
		return r.Guide().ProviderURL
	}
	return u.Scheme + "://" + u.Host
}

// PicturesArePublic ends a scenario about pictures that a reader of the guide has
// on a public host, where Rocket.Chat would refuse this stack's: from 8.2 on it
// fetches none from private addresses (§6.2), which the names of containers lead
// to. The private case has a scenario of its own.
func (r *Run) PicturesArePublic() {
	if !r.Release().Has(release.AvatarGuard) || r.stack.Kind() != "containers" && !private(r.providerOrigin()) {
		return
	}
	r.cannotBeCast(errors.New("the provider of this stack is on a private network, whose pictures this release refuses; the guide's is on a public host"))
}

// private tells whether an address is of a kind that Rocket.Chat refuses pictures
// from: an address of a private network, or a name without a dot.
func private(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil {
		return ip.IsPrivate() || !ip.IsGlobalUnicast()
	}
	return !strings.Contains(u.Hostname(), ".")
}

// NewPersonPortrayed makes somebody with a complete profile and a picture.
func (r *Run) NewPersonPortrayed(portrait Portrait) *Person {
	p := r.identity()
	p.Username, _, _ = strings.Cut(p.Login, "@")
	p.PublicProfile = true
	hang(&p, portrait)
	return r.enter(p)
}

// hang gives a person a picture: in the provider's own field, and as a claim where
// its default claims tell none (authentik, Entra).
func hang(p *provider.Person, portrait Portrait) {
	p.Picture = portrait.address
	p.Claims = map[string]any{"picture": portrait.address}
}

// ChangesHerPicture replaces the picture at the provider.
func (p *Person) ChangesHerPicture(to Portrait) {
	hang(&p.Person, to)
	p.run.Step("she changes her picture at the provider", func(ctx context.Context) error {
		return p.run.stack.Provider().Put(ctx, p.Person)
	})
}

// fetched tells whether the provider was asked for a picture. Without a record it
// may have been.
func (r *Run) fetched(portrait Portrait) bool {
	if r.seen == nil {
		return true
	}
	for _, q := range r.seen() {
		if q.Path == portrait.path && portrait.path != "" {
			return true
		}
	}
	return false
}
