package encvoy

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/pin/pintest"
)

func built() Images {
	return Images{Auth: "encvoy/auth:1", Back: "encvoy/back:1", Front: "encvoy/front:1", OIDC: "encvoy/oidc:1"}
}

// pinned are options with secrets that stay the same.
func pinned() []testcontainers.ContainerCustomizer {
	return []testcontainers.ContainerCustomizer{
		WithPublicURL("https://id.encvoy.example"), WithNetwork("inside", "provider"),
		WithOwner("root", "owner's password"), WithClient(&http.Client{}), WithAuthority([]byte("PEM\n")),
		testcontainers.WithLabels(map[string]string{"gonogo.run": "7"}),
		Option(func(s *settings) error {
			s.DatabasePassword = "database password"
			s.secrets = secrets{clientID: "client id", clientSecret: "client secret", cookies: "cookie secret"}
			return nil
		}),
	}
}

// Every request of the group, exactly, beside what containers/postgres and
// containers/redis ask for themselves. GONOGO_UPDATE=1 writes the files anew.
func TestRequests(t *testing.T) {
	t.Parallel()
	s, err := collect(built(), pinned())
	require.NoError(t, err)
	all := s.requests()
	all["proxy"] = all[""]
	delete(all, "")
	pintest.Requests(t, all)
}

func TestImagesAreNamedByPart(t *testing.T) {
	t.Parallel()
	got, err := ParseImages("auth=encvoy/auth:1, back=encvoy/back:1,front=encvoy/front:1,oidc=encvoy/oidc:1")
	require.NoError(t, err)
	assert.Equal(t, built(), got)
	const lacks = `no images of Encvoy ID are published: build those of its Dockerfiles and set GONOGO_ENCVOY_IMAGES="auth=…,back=…,front=…,oidc=…", which lacks `
	for text, said := range map[string]string{
		"":                          lacks + "auth, back, front, oidc",
		"auth=a,back=b,front=,oidc": lacks + "front, oidc",
		"auth=a,widget=w":           `GONOGO_ENCVOY_IMAGES names the part "widget", but the parts of Encvoy ID are auth, back, front and oidc`,
		"auth=a,auth=b":             "GONOGO_ENCVOY_IMAGES names the image of auth twice",
	} {
		_, err := ParseImages(text)
		assert.EqualError(t, err, said)
	}
}

func TestOptionsThatCannotWork(t *testing.T) {
	t.Parallel()
	for i, missing := range []string{"WithPublicURL", "WithNetwork", "WithOwner", "WithClient", "WithAuthority"} {
		_, err := Run(t.Context(), built(), pinned()[:i]...)
		require.EqualError(t, err, "running Encvoy ID needs the option "+missing)
	}
	for said, o := range map[string]Option{
		`the public URL "http://id.encvoy.example" of Encvoy ID is not of the form https://id.encvoy.example`: WithPublicURL("http://id.encvoy.example"),
		"the network that Encvoy ID is to join has no name":                                                   WithNetwork(""),
		"running Encvoy ID needs an image of nginx, one of PostgreSQL and one of Redis":                       WithPartImages("", PostgresImage, RedisImage),
		"the owner of Encvoy ID needs a login and a password":                                                 WithOwner("root", ""),
	} {
		_, err := Run(t.Context(), built(), o)
		require.EqualError(t, err, said)
	}
	_, err := Run(t.Context(), Images{}, pinned()...)
	require.ErrorContains(t, err, "no images of Encvoy ID are published")
}

// The parts answer to the names that the proxy passes requests on to.
func TestTheProxyKnowsTheParts(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		backAlias + ":3005", oidcAlias + ":3003", authAlias + ":3007", frontAlias + ":80", "listen " + strings.TrimSuffix(Port, "/tcp"),
	} {
		assert.Contains(t, string(routes), address)
	}
}
