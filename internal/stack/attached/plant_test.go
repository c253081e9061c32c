package attached_test

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/rocketchat"
	"gonogo/internal/stack"
	"gonogo/internal/stack/attached"
	"gonogo/internal/stack/fault"
)

// planting is a workspace with one guide whose provider fails.
type planting struct {
	*attached.Stack
	world   *world
	service guide.Service
	ada     provider.Person
}

func newPlanting(t *testing.T, w *world) *planting {
	t.Helper()
	a, stacks := w.configured(t)
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context())
		assert.NoError(t, stacks[0].Close(ctx))
		assert.NoError(t, a.Close(ctx))
	})
	p := &planting{stacks[0].(*attached.Stack), w, guide.NewService("clavex"), person("ada-l@people.example")}
	require.NoError(t, p.Provider().Put(t.Context(), p.ada))
	return p
}

// login takes Ada through the provider's form to the callback, and returns what
// Rocket.Chat has kept as the reason why it failed; empty: it gives her a
// credential. Clavex' form itself keeps browsers from following it on plain http
// (providers: Clavex), so that none is used.
func (p *planting) login(t *testing.T) (kept string) {
	t.Helper()
	token := (rand.Text() + rand.Text())[:43]
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	person := *p.HTTP()
	person.Jar = jar
	address := p.authorizeURL(t, token)
	fields := url.Values{"email": {p.ada.Login}, "password": {p.ada.Password}}
	for _, hidden := range regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(page(t, &person, address), -1) {
		fields.Set(hidden[1], hidden[2])
	}
	res, err := person.PostForm(address, fields)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	callback, err := res.Location()
	require.NoError(t, err)
	if strings.Contains(page(t, &person, callback.String()), `"setCredentialToken":true`) {
		return ""
	}
	var entry struct {
		Credential struct{ Error struct{ Message string } }
	}
	require.NoError(t, p.world.database.Collection("meteor_oauth_pendingCredentials").FindOne(t.Context(), bson.M{"key": token}).Decode(&entry))
	return entry.Credential.Error.Message
}

// authorizeURL is what the web client makes of the service (§3.1).
func (p *planting) authorizeURL(t *testing.T, token string) string {
	t.Helper()
	service, err := p.Admin().WaitService(t.Context(), p.service.Key, func(shown rocketchat.Service) bool { return shown != nil })
	require.NoError(t, err)
	state := fmt.Sprintf(`{"loginStyle":"popup","credentialToken":%q,"isCordova":false}`, token)
	query := url.Values{
		"client_id": {service["clientId"].(string)}, "redirect_uri": {p.RocketChatURL() + "/_oauth/" + p.service.Key},
		"response_type": {"code"}, "state": {base64.StdEncoding.EncodeToString([]byte(state))}, "scope": {service["scope"].(string)},
	}
	path := service["authorizePath"].(string)
	if !strings.Contains(path, "://") {
		path = service["serverURL"].(string) + path
	}
	return path + "?" + query.Encode()
}

func page(t *testing.T, c *http.Client, address string) string {
	t.Helper()
	res, err := c.Get(address)
	require.NoError(t, err)
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return string(body)
}

// settings writes what a failure needs and puts it back with the test.
func (p *planting) settings(t *testing.T, values map[string]any) (putBack func()) {
	t.Helper()
	before := map[string]any{}
	for suffix := range values {
		value, err := p.Admin().Setting(t.Context(), p.service.SettingID(suffix))
		require.NoError(t, err)
		before[suffix] = value
	}
	require.NoError(t, stack.ApplyService(t.Context(), p, p.service, values))
	return func() { require.NoError(t, stack.ApplyService(t.Context(), p, p.service, before)) }
}

func TestEmulatorFailsAndIsMended(t *testing.T) {
	t.Parallel()
	p := newPlanting(t, newWorld(t, "7.1.0", "clavex"))
	failing, err := p.Plant(t.Context(), fault.Fault{Endpoint: fault.Token, Kind: fault.Failing})
	require.NoError(t, err)
	require.Nil(t, failing.Settings)
	require.Equal(t, "Failed to complete OAuth handshake with clavex at "+p.Guide().ProviderURL+"/token. Internal Server Error", p.login(t))
	require.NoError(t, failing.Mend(t.Context()))
	require.Empty(t, p.login(t))
}

// The port itself refuses, so that everybody sees what an administrator sees who
// has stopped the provider.
func TestEmulatorIsGoneAndComesBack(t *testing.T) {
	t.Parallel()
	p := newPlanting(t, newWorld(t, "3.18.2", "clavex"))
	require.Empty(t, p.login(t)) // leaves connections that are kept
	for range 2 {
		gone, err := p.Plant(t.Context(), fault.Fault{Kind: fault.Refused})
		require.NoError(t, err)
		require.ErrorIs(t, ask(t, p.HTTP(), p.Guide().ProviderURL), syscall.ECONNREFUSED)
		require.NoError(t, gone.Mend(t.Context()))
		require.NoError(t, gone.Mend(t.Context()))
		require.NoError(t, ask(t, p.HTTP(), p.Guide().ProviderURL))
	}
	require.Empty(t, p.login(t))
	_, err := p.Plant(t.Context(), fault.Fault{Kind: fault.Refused})
	require.NoError(t, err) // and the stack is closed like this
}

func ask(t *testing.T, c *http.Client, address string) error {
	t.Helper()
	c.CloseIdleConnections()
	res, err := c.Get(address)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// newLivePlanting uses a provider that runs already. The guide prints a client id
// of its own there, where gonogo's registration has another.
func newLivePlanting(t *testing.T) *planting {
	t.Helper()
	w, _ := newLiveWorld(t)
	p := newPlanting(t, w)
	require.NoError(t, stack.ApplyService(t.Context(), p, p.service, map[string]any{"id": "gonogorocketchat"}))
	return p
}

// A live provider stays untouched: Rocket.Chat is led round it.
func TestLiveProviderIsFailedFor(t *testing.T) {
	t.Parallel()
	p := newLivePlanting(t)
	for _, tt := range []struct {
		kind     fault.Kind
		endpoint string
		want     string
	}{
		{fault.Failing, fault.Token, "Failed to complete OAuth handshake with clavex at {}/token. Internal Server Error"},
		{fault.NoAccessToken, fault.Token, "Failed to fetch identity from clavex at " + p.Guide().ProviderURL + "/userinfo. Unauthorized"},
		{fault.Refused, fault.UserInfo, "Failed to fetch identity from clavex at {}/userinfo. request to {}/userinfo failed, reason: connect ECONNREFUSED "},
	} {
		planted, err := p.Plant(t.Context(), fault.Fault{Endpoint: tt.endpoint, Kind: tt.kind})
		require.NoError(t, err)
		require.Len(t, planted.Settings, 1)
		putBack := p.settings(t, planted.Settings)
		kept := p.login(t)
		for _, address := range planted.Settings {
			origin, _, _ := strings.Cut(address.(string), "/ours/")
			kept = strings.ReplaceAll(kept, origin+"/ours", "{}")
		}
		require.Truef(t, strings.HasPrefix(kept, tt.want), kept)
		require.NoError(t, planted.Mend(t.Context()))
		putBack()
	}
	require.Empty(t, p.login(t))
}

// A detour that is not broken leads to the provider: the person at its form, and
// Rocket.Chat to its tokens.
func TestDetourLeadsToTheProviderOnceItIsMended(t *testing.T) {
	t.Parallel()
	p := newLivePlanting(t)
	planted, err := p.Plant(t.Context(), fault.Fault{Kind: fault.NotFound})
	require.NoError(t, err)
	require.Len(t, planted.Settings, 3)
	putBack := p.settings(t, planted.Settings)
	require.NoError(t, planted.Mend(t.Context()))
	require.Empty(t, p.login(t))
	putBack()
}

func TestWhatAGuestCannotPlantIsTold(t *testing.T) {
	t.Parallel()
	p := newLivePlanting(t)
	for f, want := range map[fault.Fault]string{
		{Kind: fault.Untrusted}:                         "what this Rocket.Chat trusts is decided where it runs, and gonogo is a guest there",
		{Endpoint: fault.Picture, Kind: fault.NotFound}: "the pictures of a live provider's people lie where it has put them",
	} {
		_, err := p.Plant(t.Context(), f)
		var cannot *fault.CannotError
		require.ErrorAs(t, err, &cannot)
		require.Equal(t, want, cannot.Reason)
	}
}
