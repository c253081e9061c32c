package simulator_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"golang.org/x/net/html"

	"gonogo/internal/provider"
	"gonogo/internal/rocketchat"
	"gonogo/internal/stack"
)

// credentialToken is a token of the form that the web client makes (§3.1).
const credentialToken = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"

// The headless recipe of §7.6, step by step.
func TestAPersonLogsInWithoutABrowser(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"3.18.2", "7.1.0", "8.9.0"} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			s := open(t, options(t, "clavex", version))
			c, err := stack.Configure(t.Context(), s)
			require.NoError(t, err)
			ann := provider.Person{Login: "ann@acme.eu", Password: "correct horse", Email: "ann@acme.eu", Name: "Ann Acme", Username: "ann"}
			require.NoError(t, s.Provider().Put(t.Context(), ann))

			callback := logInAtProvider(t, s, authorizeURL(t, s, c.Service.Key, credentialToken), ann)
			secret := fetch(t, s.HTTP(), callback+"&only_credential_secret_for_test=1")
			require.NotEmpty(t, secret, s.ServerLog())
			in, err := rocketchat.New(s.RocketChatURL(), s.HTTP()).LoginWithCredential(t.Context(), credentialToken, secret)
			require.NoError(t, err)

			me, err := in.Me(t.Context())
			require.NoError(t, err)
			require.Equal(t, []rocketchat.Email{{Address: "ann@acme.eu", Verified: true}}, me.Emails)
			require.Equal(t, "Ann Acme", me.Name)
			linked := bson.M{"_id": me.ID, "services.clavex.email": "ann@acme.eu"}
			n, err := s.Database().Collection("users").CountDocuments(t.Context(), linked)
			require.NoError(t, err)
			require.EqualValues(t, 1, n)
		})
	}
}

// authorizeURL is what the web client makes of a service and its own credential
// token (§3.1).
func authorizeURL(t *testing.T, s stack.Stack, key, token string) string {
	t.Helper()
	service, err := s.Admin().WaitService(t.Context(), key, func(shown rocketchat.Service) bool { return shown != nil })
	require.NoError(t, err)
	state, err := json.Marshal(map[string]any{"loginStyle": "popup", "credentialToken": token, "isCordova": false})
	require.NoError(t, err)
	query := url.Values{
		"client_id": {service["clientId"].(string)}, "redirect_uri": {s.RocketChatURL() + "/_oauth/" + key},
		"response_type": {"code"}, "state": {base64.StdEncoding.EncodeToString(state)}, "scope": {service["scope"].(string)},
	}
	return service["serverURL"].(string) + service["authorizePath"].(string) + "?" + query.Encode()
}

// logInAtProvider fills in the provider's login form and returns the address
// that the provider sends the person back to.
func logInAtProvider(t *testing.T, s stack.Stack, address string, p provider.Person) string {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	person := s.HTTP()
	person.Jar = jar
	action, fields := form(t, fetch(t, person, address))
	fields.Set("email", p.Login)
	fields.Set("password", p.Password)
	base, err := url.Parse(address)
	require.NoError(t, err)
	target, err := base.Parse(action)
	require.NoError(t, err)
	res, err := person.PostForm(target.String(), fields)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, http.StatusFound, res.StatusCode)
	return res.Header.Get("Location")
}

func fetch(t *testing.T, c *http.Client, address string) string {
	t.Helper()
	res, err := c.Get(address)
	require.NoError(t, err)
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, res.StatusCode)
	return string(body)
}

// form reads the first form of a page: where it goes and what it holds.
func form(t *testing.T, page string) (action string, fields url.Values) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	fields = url.Values{}
	for n := range root.Descendants() {
		attributes := map[string]string{}
		for _, a := range n.Attr {
			attributes[a.Key] = a.Val
		}
		switch n.Data {
		case "form":
			action = attributes["action"]
		case "input":
			fields.Set(attributes["name"], attributes["value"])
		}
	}
	return action, fields
}
