package contained

import (
	"context"
	"crypto/rand"
	"net/http"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/encvoy"
	"gonogo/internal/guide"
)

// encvoyImages are the names of what Encvoy ID needs beside its own parts.
type encvoyImages struct{ proxy, postgres, redis string }

// encvoyOf runs Encvoy ID from images that its user has built. Its parts call
// each other at the guide's address, through the gateway.
func encvoyOf(g *guide.Guide, parts encvoy.Images, beside encvoyImages) genuine {
	return genuine{
		id: g.ID, url: g.ProviderURL, title: "Encvoy ID",
		made: []string{parts.Auth, parts.Back, parts.Front, parts.OIDC, beside.proxy, beside.postgres, beside.redis},
		port: "8080", alive: g.ProviderURL + "/.well-known/openid-configuration",
		start: func(ctx context.Context, a *assembly, web *http.Client) error {
			_, err := encvoy.Run(ctx, parts, a.encvoy(g.ProviderURL, beside, web)...)
			return err
		},
	}
}

func (a *assembly) encvoy(url string, beside encvoyImages, web *http.Client) []testcontainers.ContainerCustomizer {
	password := rand.Text()
	return append(a.members("Encvoy ID", map[string]string{adminVariable: administrator, passwordVariable: password}),
		encvoy.WithPublicURL(url),
		encvoy.WithNetwork(a.inside, partProvider),
		encvoy.WithOwner(administrator, password),
		encvoy.WithPartImages(beside.proxy, beside.postgres, beside.redis),
		encvoy.WithClient(web),
		encvoy.WithAuthority(a.authority.PEM()),
	)
}
