package contained

import (
	"context"
	"crypto/rand"
	"net/http"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/clavex"
	"gonogo/internal/guide"
)

// clavexImages are the names of what Clavex is made from.
type clavexImages struct{ server, postgres, redis string }

// clavexOf runs Clavex with the organization that the guide's address names.
func clavexOf(g *guide.Guide, from clavexImages) genuine {
	return genuine{
		id: g.ID, url: g.ProviderURL, title: "Clavex",
		made: []string{from.server, from.postgres, from.redis},
		port: "8080", alive: "https://" + host(g.ProviderURL) + "/healthz",
		start: func(ctx context.Context, a *assembly, web *http.Client) error {
			_, err := clavex.Run(ctx, from.server, a.clavex(g.ProviderURL, from, web)...)
			return err
		},
	}
}

func (a *assembly) clavex(url string, from clavexImages, web *http.Client) []testcontainers.ContainerCustomizer {
	password := rand.Text()
	return append(a.members("Clavex", map[string]string{adminVariable: administratorEmail, passwordVariable: password}),
		clavex.WithPublicURL(url),
		clavex.WithNetwork(a.inside, partProvider),
		clavex.WithAdministrator(administratorEmail, password),
		clavex.WithPartImages(from.postgres, from.redis),
		clavex.WithClient(web),
	)
}
