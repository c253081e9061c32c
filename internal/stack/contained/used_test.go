package contained_test

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/containers/images"
	"gonogo/containers/images/imagetest"
	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/stack"
	"gonogo/internal/stack/contained"
)

// A stack is all that a scenario needs: it is configured as a guide says, its
// database is read, and its names are reached as a browser and as a client.
func TestOpenStackIsUsed(t *testing.T) {
	t.Parallel()
	s := open(t)
	configured, err := stack.Configure(t.Context(), s)
	require.NoError(t, err)
	services := s.Database().Collection("meteor_accounts_loginServiceConfiguration")
	n, err := services.CountDocuments(t.Context(), bson.M{"service": configured.Service.Key, "clientId": configured.ClientID})
	require.NoError(t, err)
	require.EqualValues(t, 1, n)
	me, err := s.Admin().Me(t.Context())
	require.NoError(t, err)
	n, err = s.Database().Collection("users").CountDocuments(t.Context(), bson.M{"_id": me.ID, "roles": "admin"})
	require.NoError(t, err)
	require.EqualValues(t, 1, n)

	for name, client := range map[string]*http.Client{"directly": s.HTTP(), "through the proxy": through(t, s.Proxy())} {
		require.Equal(t, http.StatusOK, status(t, client, s.RocketChatURL()+"/api/info"), name)
		require.Equal(t, http.StatusOK, status(t, client, s.Guide().ProviderURL+"/.well-known/openid-configuration"), name)
	}
	keepsSecrets(t, s)
}

// keepsSecrets reads the log for what nobody may see.
func keepsSecrets(t *testing.T, s *contained.Stack) {
	t.Helper()
	printed := strings.Join(s.ServerLog(), "\n")
	require.Contains(t, printed, "SERVER RUNNING")
	secret, err := s.Admin().Setting(t.Context(), "Accounts_OAuth_Custom-Clavex-secret")
	require.NoError(t, err)
	require.NotEmpty(t, secret)
	require.NotContains(t, printed, secret)
	require.NotContains(t, printed, s.Admin().Token())
}

func open(t *testing.T) *contained.Stack {
	t.Helper()
	const version = "8.9.0"
	imagetest.Need(t, images.RocketChat(version), images.MongoDB, images.Gateway, images.Emulator)
	g, err := guide.Load(fixtures.Files, "clavex")
	require.NoError(t, err)
	r, err := release.New(version)
	require.NoError(t, err)
	o, err := contained.Open(t.Context(), contained.Options{Local: true, Folder: t.TempDir(), Keep: "never", Say: func(string) {}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, o.Close(context.Background())) })
	s, err := o.Open(t.Context(), g, r)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.Background())) })
	return s
}

// through is a client of a proxy, such as a browser is; whom it trusts is the
// browser's business.
func through(t *testing.T, proxy string) *http.Client {
	t.Helper()
	at, err := url.Parse(proxy)
	require.NoError(t, err)
	transport := &http.Transport{
		Proxy: http.ProxyURL(at), DisableKeepAlives: true,
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
	}
	return &http.Client{Transport: transport}
}

func status(t *testing.T, client *http.Client, address string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	response, err := client.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode
}
