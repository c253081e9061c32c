package oauth_test

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/oauth"
)

type assertT = assert.CollectT

// How long a condition is polled before the test gives up, and how often.
const (
	patience     = 10 * time.Second
	pollInterval = 5 * time.Millisecond
)

// keys are the names of a form in their order.
func keys(form string) string {
	var names []string
	for pair := range strings.SplitSeq(form, "&") {
		name, _, _ := strings.Cut(pair, "=")
		names = append(names, name)
	}
	return strings.Join(names, ",")
}

// Observed §F: all six combinations.
func TestHowCredentialsTravel(t *testing.T) {
	t.Parallel()
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte("rc:s3cret/+"))
	const payload, header = "code,redirect_uri,grant_type,state,client_secret,client_id", "code,redirect_uri,grant_type,state"
	for name, c := range map[string]struct {
		token, identity string
		body, auth      string
		meQuery, bearer string
	}{
		"payload default": {"payload", "default", payload, "", "tok=at-1", ""},
		"payload header":  {"payload", "header", payload, "", "", "Bearer at-1"},
		"payload payload": {"payload", "payload", payload, "", "tok=at-1", ""},
		"header default":  {"header", "default", header, basic, "", "Bearer at-1"},
		"header header":   {"header", "header", header, basic, "", "Bearer at-1"},
		"header payload":  {"header", "payload", header, basic, "tok=at-1", ""},
	} {
		for _, version := range []string{"3.18.2", "7.1.0"} {
			t.Run(name+"/"+version, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, version, map[string]any{prefix + "-token_sent_via": c.token, prefix + "-identity_token_sent_via": c.identity, prefix + "-access_token_param": "tok"})
				p := w.callback(t, good())
				require.Nil(t, w.login(t, "tok", secretOf(p)))
				token, me := w.provider.got()[0], w.provider.got()[1]
				require.Equal(t, c.body, keys(token.body))
				require.Equal(t, c.auth, token.authorization)
				require.Equal(t, c.meQuery, me.query)
				require.Equal(t, c.bearer, me.authorization)
				require.Equal(t, "application/x-www-form-urlencoded", token.header.Get("Content-Type"))
				for _, r := range []seen{token, me} {
					require.Equal(t, "application/json", r.header.Get("Accept"))
					require.True(t, strings.HasPrefix(r.header.Get("User-Agent"), "Meteor/"))
				}
				form, err := url.ParseQuery(token.body)
				require.NoError(t, err)
				require.Equal(t, packState(nil), form.Get("state"), "the state goes to the token endpoint")
				require.Equal(t, "http://localhost:3700/_oauth/clavex", form.Get("redirect_uri"))
				require.Equal(t, "authorization_code", form.Get("grant_type"))
			})
		}
	}
}

// §4.2, #30003: the parameters of the token request are in its address.
func TestTokenParametersOf630(t *testing.T) {
	t.Parallel()
	const parameters = "code,redirect_uri,grant_type,state,client_secret,client_id"
	for _, side := range releasetest.Sides(t, release.TokenParamsInQuery, "6.2.12", "6.3.0", "6.3.1", "8.9.0") {
		w := newWorld(t, side.Version, nil)
		w.callback(t, good())
		asked := w.provider.got()[0]
		if side.Has {
			require.Equal(t, []string{"", parameters}, []string{asked.body, keys(asked.query)}, side.Version)
		} else {
			require.Equal(t, []string{parameters, ""}, []string{keys(asked.body), asked.query}, side.Version)
		}
	}
}

func TestStoredServiceDocument(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	w.provider.answer(nil, reply(200, `{"sub":4711,"preferred_username":"alice","email":"alice@rocket.test","https://x.y/roles":["a"],"a.b":{"c.d":1},"serverURL":"mine"}`))
	require.Nil(t, w.login(t, "tok", secretOf(w.callback(t, good()))))
	alice, err := w.accounts.ByUsername(t.Context(), "alice")
	require.NoError(t, err)
	clavex := alice.Services["clavex"].(map[string]any)
	require.EqualValues(t, 4711, clavex["id"])
	require.Equal(t, "alice", clavex["name"], "the name falls back to the user name and is stored as a claim")
	require.Equal(t, "alice", alice.Name)
	require.Equal(t, "mine", clavex["serverURL"], "the identity wins over the token's fields")
	require.Equal(t, true, clavex["_OAuthCustom"])
	require.Equal(t, "at-1", clavex["accessToken"])
	require.Equal(t, "it-1", clavex["idToken"])
	require.EqualValues(t, w.clock.Now().UnixMilli()+60_000, clavex["expiresAt"])
	require.Contains(t, clavex, "https://x_y/roles")
	require.EqualValues(t, 1, clavex["a_b"].(map[string]any)["c_d"])
}

// §7.4: how long a pair of token and secret is good.
func TestLifeOfAPendingCredential(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	secret := secretOf(w.callback(t, good()))
	wrong := "wrong"
	require.Equal(t, masked(), w.login(t, "tok", &wrong))
	require.Equal(t, masked(), w.login(t, "unknown", secret))
	for range 3 {
		require.Nil(t, w.login(t, "tok", secret))
	}
	w.clock.Advance(3*time.Minute - time.Second)
	require.NoError(t, oauth.Purge(t.Context(), w.Engine))
	require.Nil(t, w.login(t, "tok", secret))
	w.clock.Advance(3*time.Minute + time.Second)
	require.NoError(t, oauth.Purge(t.Context(), w.Engine))
	require.Equal(t, masked(), w.login(t, "tok", secret))

	w.callback(t, good())
	w.clock.Advance(time.Minute + time.Second)
	require.NoError(t, oauth.Purge(t.Context(), w.Engine))
	require.Nil(t, w.stored(t, "tok"), "unused, one minute")
}

// §7.4: a credential serves once before 3.9.
func TestCredentialServedOnceBefore39(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.CredentialReusable, "3.4.0", "3.8.9", "3.9.0", "8.9.0") {
		w := newWorld(t, side.Version, nil)
		secret := secretOf(w.callback(t, good()))
		require.Nil(t, w.login(t, "tok", secret))
		_, err := w.LoginWithCredential(t.Context(), "tok", secret)
		if side.Has {
			require.NoError(t, err, side.Version)
			continue
		}
		require.EqualError(t, err, "No matching login attempt found [145546287]")
		require.Equal(t, 145546287, w.accounts.PresentDDP(err)["error"])
	}
}

func TestRedirectCredentialRaces(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "3.18.2", nil)
	p := w.callback(t, url.Values{"code": {"c"}, "state": {redirectState("http://localhost:3700/home")}})
	login, err := w.LoginWithCredential(t.Context(), "tok", secretOf(p))
	require.EqualError(t, err, "User has no roles [error-user-has-no-roles]")
	require.True(t, login.RESTRace)
	require.EqualValues(t, 1, w.users(t))
}

// §4.6: the login with an access token keeps few claims and melds nothing.
func TestAccessTokenLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	_, err := w.accounts.Create(t.Context(), account.NewUser{Username: "root", Roles: []string{"admin"}, Active: true})
	require.NoError(t, err)
	w.provider.answer(nil, reply(200, `{"sub":"1","preferred_username":"alice","email":"alice@rocket.test","roles":["r"],"other":1}`))
	login, err := w.LoginWithAccessToken(t.Context(), "clavex", "mine", 3600)
	require.NoError(t, err)
	require.Equal(t, "clavex", login.Type)
	require.Equal(t, []string{"/me?access_token=mine"}, w.paths())
	u, err := w.accounts.ByID(t.Context(), login.UserID)
	require.NoError(t, err)
	clavex := u.Services["clavex"].(map[string]any)
	require.Len(t, clavex, 7)
	for _, claim := range []string{"id", "email", "username", "name", "roles", "accessToken", "expiresAt"} {
		require.Contains(t, clavex, claim)
	}
	_, err = w.LoginWithAccessToken(t.Context(), "nosuch", "mine", 3600)
	require.EqualError(t, err, "Unexpected AccessToken service nosuch")

	_, err = w.accounts.Create(t.Context(), account.NewUser{Username: "bob", Email: "bob@rocket.test", Active: true})
	require.NoError(t, err)
	w.provider.answer(nil, reply(200, `{"sub":"2","preferred_username":"bobby","email":"bob@rocket.test"}`))
	_, err = w.LoginWithAccessToken(t.Context(), "clavex", "mine", 3600)
	require.EqualError(t, err, "Email already exists. [403]")
}

// §1.3: the configuration follows the settings.
func TestServicesFollowTheSettings(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	list := func() []map[string]any {
		services, err := w.Services(t.Context())
		require.NoError(t, err)
		return services
	}
	require.Len(t, list(), 1)
	got := list()[0]
	require.Equal(t, "clavex", got["service"])
	require.Equal(t, "rc", got["clientId"])
	require.Equal(t, true, got["custom"])
	require.Equal(t, "/me", got["identityPath"])
	require.Contains(t, got, "rolesToSync")
	require.NotContains(t, got, "secret")
	require.NotNil(t, got["_id"])

	eventually := func(check func(services []map[string]any) bool) {
		t.Helper()
		require.Eventually(t, func() bool {
			services, err := w.Services(t.Context())
			return err == nil && check(services)
		}, patience, pollInterval)
	}
	w.settings.Set(map[string]any{prefix + "-show_button": false, "Accounts_OAuth_Custom-Acme": true})
	eventually(func(s []map[string]any) bool {
		return len(s) == 2 && s[0]["service"] == "acme" && s[1]["showButton"] == false
	})
	w.settings.Set(map[string]any{"Accounts_OAuth_Custom-Acme": false})
	eventually(func(s []map[string]any) bool { return len(s) == 1 && s[0]["_id"] == got["_id"] })
	require.Nil(t, w.login(t, "tok", secretOf(w.callback(t, good()))), "a hidden button does not stop the service")
}

func TestFieldsThatAReleaseLacks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "3.4.0", nil)
	services, err := w.Services(t.Context())
	require.NoError(t, err)
	for _, field := range []string{"keyField", "groupsClaim", "channelsMap", "mapChannels", "rolesToSync", "mergeUsersDistinctServices"} {
		require.NotContains(t, services[0], field)
	}
}
