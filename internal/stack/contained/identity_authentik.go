package contained

import (
	"context"
	"crypto/rand"
	"net/http"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/authentik"
	"gonogo/internal/guide"
)

// authentikImages are the names of what authentik is made from, in a release
// that needs no Redis.
type authentikImages struct{ server, postgres string }

// authentikOf runs authentik with a token for its API.
func authentikOf(g *guide.Guide, from authentikImages) genuine {
	return genuine{
		id: g.ID, url: g.ProviderURL, title: "authentik",
		made: []string{from.server, from.postgres},
		port: "9000", alive: "https://" + host(g.ProviderURL) + "/-/health/ready/",
		start: func(ctx context.Context, a *assembly, web *http.Client) error {
			_, err := authentik.Run(ctx, from.server, a.authentik(g.ProviderURL, from, web)...)
			return err
		},
	}
}

func (a *assembly) authentik(url string, from authentikImages, web *http.Client) []testcontainers.ContainerCustomizer {
	token := rand.Text()
	return append(a.members("authentik", map[string]string{tokenVariable: token}),
		authentik.WithPublicURL(url),
		authentik.WithNetwork(a.inside, partProvider),
		authentik.WithAdministrator(administratorEmail, rand.Text(), token),
		authentik.WithPartImages(from.postgres, authentik.RedisImage),
		authentik.WithClient(web),
	)
}
