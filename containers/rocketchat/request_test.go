package rocketchat

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/images"
	"gonogo/containers/pin"
	"gonogo/containers/pin/pintest"
	"gonogo/fixtures"
	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
	"gonogo/internal/simulator/front"
)

const (
	mongo = "mongodb://mongodb:27017/rocketchat?replicaSet=rs0"
	oplog = "mongodb://mongodb:27017/local?replicaSet=rs0"
)

// The request of every listed release behind a gateway, and of the stand-in by
// itself, exactly. GONOGO_UPDATE=1 writes the files anew.
func TestRequests(t *testing.T) {
	t.Parallel()
	catalogue, err := release.Load(fixtures.Files)
	require.NoError(t, err)
	requests := map[string]group.Request{"stand-in": group.NewRequest(images.RocketChat("8.9.0"), customizers(
		containers.Join("inside", "rocketchat"), WithRootURL("http://rocketchat:3000"), WithMongo("mongodb://mongodb:27017/rocketchat", ""),
		WithAdmin("gonogo-admin", "correct horse", "administrator@gonogo.test"),
		WithEnvironment(map[string]string{"API_Enable_Rate_Limiter": "true"}))...)}
	for _, side := range releasetest.Sides(t, release.OplogTailing, catalogue.Versions()...) {
		r, err := catalogue.Find(side.Version)
		require.NoError(t, err)
		log := ""
		if side.Has {
			log = oplog
		}
		requests[r.Version] = group.NewRequest(r.Image, customizers(
			containers.Join("inside", "rocketchat"), WithRootURL("https://chat.acme.eu"), WithMongo(mongo, log),
			WithAdmin("gonogo-admin", "correct horse", "administrator@gonogo.test"),
			WithReachedAt("https://chat.acme.eu", http.DefaultClient))...)
	}
	pintest.Requests(t, requests)
}

func TestTheAuthorityIsAFileForEveryStart(t *testing.T) {
	t.Parallel()
	authority, err := front.NewAuthority()
	require.NoError(t, err)
	pem := authority.PEM()
	opts := append(required(), WithAuthority(pem))
	for range 2 { // SetRootURL applies the same options again
		got, err := pin.Of("rocket.chat", customizers(opts...)...)
		require.NoError(t, err)
		require.Equal(t, map[string]string{"/etc/gonogo-authority.pem": string(pem)}, got.Files)
		require.Equal(t, "/etc/gonogo-authority.pem", got.Env["NODE_EXTRA_CA_CERTS"])
	}
}

func required() []testcontainers.ContainerCustomizer {
	return []testcontainers.ContainerCustomizer{
		WithRootURL("https://chat.acme.eu"), WithMongo(mongo, ""), WithAdmin("gonogo-admin", "correct horse", "a@gonogo.test"),
	}
}

func TestWrongOptionsAreOneSentence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		opts []testcontainers.ContainerCustomizer
		want string
	}{
		{"no address", required()[1:], "Rocket.Chat needs ROOT_URL: use WithRootURL"},
		{"no database", append(required()[:1:1], required()[2]), "Rocket.Chat needs MONGO_URL: use WithMongo"},
		{"no administrator", required()[:2], "Rocket.Chat needs ADMIN_PASS: use WithAdmin"},
		{"bad address", append(required(), WithRootURL("chat.acme.eu")), `ROOT_URL: "chat.acme.eu" is not an address such as https://chat.example.org`},
		{"blocked name", append(required(), WithAdmin("Admin", "p", "e")),
			"the administrator cannot be called Admin: Rocket.Chat 3.18 blocks the name and does not start"},
		{"no password", append(required(), WithAdmin("root", "", "e")), "the administrator needs a user name, a password and an e-mail address"},
		{"no certificate", append(required(), WithAuthority([]byte("x"))), "the certificate authority for Rocket.Chat is no certificate in PEM"},
		{"no client", append(required(), WithReachedAt("https://chat.acme.eu", nil)),
			"nothing to reach Rocket.Chat at https://chat.acme.eu with: the HTTP client is nil"},
		{"foreign strategy", append(required(), testcontainers.WithWaitStrategy(wait.ForLog("x"))),
			"what counts as ready is decided by this package: leave wait strategies out"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := pin.Of("rocket.chat", customizers(c.opts...)...)
			require.EqualError(t, err, c.want)
		})
	}
}
