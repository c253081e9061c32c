package contained

import (
	"errors"
	"fmt"

	"gonogo/containers/authentik"
	"gonogo/containers/clavex"
	"gonogo/containers/encvoy"
	"gonogo/internal/guide"
	"gonogo/internal/provider/live"
)

// Providers say how the guides' providers run.
type Providers struct {
	// Choice is the word of GONOGO_PROVIDER: "emulator" lets emulators stand in for
	// providers that could run themselves, "live" takes a tenant of the user's own
	// where the provider is Microsoft's, and "default" or nothing is neither.
	Choice string
	// Encvoy names the images of Encvoy ID's parts, of which none is published
	// (GONOGO_ENCVOY_IMAGES).
	Encvoy string
	// Live says who administrates the tenant (GONOGO_ENTRA_…); URL and HTTP are
	// filled in.
	Live live.Options
}

// place says how a guide's provider runs, and returns the guide with the
// addresses that hold then. The provider is its publisher's image where there is
// one, and an emulator where it is a hosted service (Entra ID, miniOrange) or
// everything is a stand-in.
func (p Providers) place(g *guide.Guide, local bool) (*guide.Guide, identity, error) {
	if p.Choice == "live" {
		return p.tenant(g, local)
	}
	if local || p.Choice == "emulator" {
		return g, emulated{g.ID, g.ProviderURL}, nil
	}
	i, err := p.genuine(g)
	return g, i, err
}

// genuine is the publisher's own, but for hosted services.
func (p Providers) genuine(g *guide.Guide) (identity, error) {
	switch g.ID {
	case "clavex":
		return clavexOf(g, clavexImages{clavex.Image, clavex.PostgresImage, clavex.RedisImage}), nil
	case "authentik":
		return authentikOf(g, authentikImages{authentik.Image, authentik.PostgresImage}), nil
	case "encvoy":
		images, err := encvoy.ParseImages(p.Encvoy)
		if err != nil {
			return nil, fmt.Errorf("%w; or set GONOGO_PROVIDER=emulator to run gonogo's own", err)
		}
		return encvoyOf(g, images, encvoyImages{encvoy.ProxyImage, encvoy.PostgresImage, encvoy.RedisImage}), nil
	case "entra", "miniorange":
		return emulated{g.ID, g.ProviderURL}, nil
	default:
		return nil, fmt.Errorf("no image is known of the provider of the guide %s; set GONOGO_PROVIDER=emulator to run gonogo's own", g.ID)
	}
}

// tenant is Microsoft's service itself. What is missing is told before anything
// is started.
func (p Providers) tenant(g *guide.Guide, local bool) (*guide.Guide, identity, error) {
	switch {
	case g.ID != "entra":
		return nil, nil, fmt.Errorf("GONOGO_PROVIDER=live takes containers to a tenant of the guide entra only; leave it unset for the guide %s, whose provider gonogo runs itself", g.ID)
	case local:
		return nil, nil, errors.New("GONOGO_PROVIDER=live needs the real Rocket.Chat, since a stand-in does not trust Microsoft's certificates; leave GONOGO_IMAGES unset")
	}
	t := tenant{p.Live}
	moved, err := t.readdress(g)
	if err != nil {
		return nil, nil, err
	}
	t.options.URL = moved.ProviderURL
	if _, err := live.Open(g.ID, t.options); err != nil {
		return nil, nil, err
	}
	if t.options.EntraTenant == "" {
		return nil, nil, errors.New("a tenant whose people were made by hand needs its id, too; set GONOGO_ENTRA_TENANT")
	}
	return moved, t, nil
}
