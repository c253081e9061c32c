package simulator_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/rocketchat"
	"gonogo/internal/simulator"
	"gonogo/internal/stack"
	"gonogo/internal/stack/fault"
)

// trial is a configured stack with somebody who logs in again and again.
type trial struct {
	*simulator.Embedded
	service string
	ann     provider.Person
}

func newTrial(t *testing.T, version string, changes ...func(*simulator.Options)) *trial {
	t.Helper()
	o := options(t, "clavex", version)
	for _, change := range changes {
		change(&o)
	}
	s := open(t, o)
	c, err := stack.Configure(t.Context(), s)
	require.NoError(t, err)
	ann := provider.Person{Login: "ann@acme.eu", Password: "correct horse", Email: "ann@acme.eu", Name: "Ann Acme", Username: "ann"}
	require.NoError(t, s.Provider().Put(t.Context(), ann))
	return &trial{s, c.Service.Key, ann}
}

// callback logs the person in at the provider and returns the address that the
// provider sends her back to, with the token of this login.
func (w *trial) callback(t *testing.T) (token, address string) {
	t.Helper()
	token = (rand.Text() + rand.Text())[:43]
	return token, logInAtProvider(t, w, authorizeURL(t, w, w.service, token), w.ann)
}

// finish asks for the callback and returns the credential secret; empty if
// Rocket.Chat hands out none.
func (w *trial) finish(t *testing.T, callback string) (secret string) {
	t.Helper()
	answer := fetch(t, w.HTTP(), callback+"&only_credential_secret_for_test=1")
	if strings.HasPrefix(answer, "<!DOCTYPE html>") { // the page of every callback, instead of the secret alone
		require.Contains(t, answer, `"setCredentialToken":false`)
		return ""
	}
	return answer
}

// kept is the failure that Rocket.Chat has stored for a login; empty if none.
func (w *trial) kept(t *testing.T, token string) string {
	t.Helper()
	var entry struct {
		Credential struct{ Error struct{ Message string } }
	}
	pending := w.Database().Collection("meteor_oauth_pendingCredentials")
	err := pending.FindOne(t.Context(), bson.M{"key": token}).Decode(&entry)
	if !errors.Is(err, mongo.ErrNoDocuments) {
		require.NoError(t, err)
	}
	return entry.Credential.Error.Message
}

func (w *trial) credential(t *testing.T, token, secret string) (*rocketchat.Client, error) {
	t.Helper()
	return rocketchat.New(w.RocketChatURL(), w.HTTP()).LoginWithCredential(t.Context(), token, secret)
}

// requireHealthy logs in to the end.
func (w *trial) requireHealthy(t *testing.T) *rocketchat.Client {
	t.Helper()
	token, callback := w.callback(t)
	secret := w.finish(t, callback)
	require.NotEmpty(t, secret, w.kept(t, token))
	in, err := w.credential(t, token, secret)
	require.NoError(t, err)
	return in
}

func (w *trial) plant(t *testing.T, f fault.Fault) fault.Planted {
	t.Helper()
	p, err := w.Plant(t.Context(), f)
	require.NoError(t, err)
	require.Nil(t, p.Settings)
	t.Cleanup(func() { require.NoError(t, p.Mend(context.WithoutCancel(t.Context()))) })
	return p
}

// What Rocket.Chat keeps of each failure between the servers (observed §E.1; up to
// 6.2 with number and body of the answer, §4.2). Only the requests and the
// provider differ from those that were observed.
func TestFailuresReachRocketChat(t *testing.T) {
	t.Parallel()
	const (
		token    = "Failed to complete OAuth handshake with clavex at https://id.acme.eu/acme/token. "
		identity = "Failed to fetch identity from clavex at https://id.acme.eu/acme/userinfo. "
		asked    = "request to https://id.acme.eu/acme/token failed, reason: "
		noJSON   = "invalid json response body at https://id.acme.eu/acme/token reason: "
		broken   = "<!DOCTYPE html><title>Internal Server Error</title><h1>Internal Server Error</h1>"
		missing  = "<!DOCTYPE html><title>Not Found</title><h1>Not Found</h1>"
		failed   = `{"error":"server_error","error_description":"Something went wrong."}`
	)
	tests := []struct {
		fault  fault.Fault
		modern string // 7.1.0
		former string // 3.18.2
	}{
		{fault.Fault{Kind: fault.Refused}, token + asked + "connect ECONNREFUSED", token + "connect ECONNREFUSED"},
		{fault.Fault{Endpoint: fault.Token, Kind: fault.Refused}, token + asked + "connect ECONNREFUSED", token + "connect ECONNREFUSED"},
		{fault.Fault{Endpoint: fault.Token, Kind: fault.Reset}, token + asked + "socket hang up", token + "socket hang up"},
		{fault.Fault{Endpoint: fault.Token, Kind: fault.Silent}, token + "The user aborted a request.", token + "The user aborted a request."},
		{fault.Fault{Kind: fault.Untrusted}, token + asked + "unable to verify the first certificate", token + "unable to verify the first certificate"},
		{fault.Fault{Endpoint: fault.Token, Kind: fault.Failing}, token + "Internal Server Error", token + "failed [500] " + broken},
		{fault.Fault{Endpoint: fault.Token, Kind: fault.FailingJSON}, token + "Internal Server Error", token + "failed [500] " + failed},
		{fault.Fault{Endpoint: fault.Token, Kind: fault.NotFound}, token + "Not Found", token + "failed [404] " + missing},
		{
			fault.Fault{Endpoint: fault.Token, Kind: fault.HTML},
			token + noJSON + `Unexpected token '<', "<!DOCTYPE "... is not valid JSON`, token + "Unexpected token < in JSON at position 0",
		},
		{fault.Fault{Endpoint: fault.Token, Kind: fault.Empty}, token + noJSON + "Unexpected end of JSON input", token + "Unexpected end of JSON input"},
		{fault.Fault{Endpoint: fault.Token, Kind: fault.Malformed}, token + noJSON + "Unexpected end of JSON input", token + "Unexpected end of JSON input"},
		{fault.Fault{Endpoint: fault.Token, Kind: fault.ErrorIn200}, token + "invalid_grant", token + "invalid_grant"},
		{fault.Fault{Endpoint: fault.Token, Kind: fault.NoAccessToken}, identity + "Unauthorized", identity + "failed [401]"},
		{fault.Fault{Endpoint: fault.Token, Kind: fault.BasicRefused}, token + "Unauthorized", token + "failed [401]"},
		{fault.Fault{Endpoint: fault.UserInfo, Kind: fault.Failing}, identity + "Internal Server Error", identity + "failed [500] " + broken},
		{fault.Fault{Endpoint: fault.UserInfo, Kind: fault.Reset}, identity + "request to https://id.acme.eu/acme/userinfo failed, reason: socket hang up", identity + "socket hang up"},
	}
	for _, version := range []string{"7.1.0", "3.18.2"} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			w := newTrial(t, version)
			for _, tt := range tests {
				want := tt.modern
				if version == "3.18.2" {
					want = tt.former
				}
				t.Run(tt.fault.String(), func(t *testing.T) { w.requireKept(t, tt.fault, want) })
			}
		})
	}
}

// requireKept plants a failure after the person has logged in at the provider,
// mends it, and logs in again. What follows the wanted text is the provider's.
func (w *trial) requireKept(t *testing.T, f fault.Fault, want string) {
	t.Helper()
	token, callback := w.callback(t)
	p := w.plant(t, f)
	require.Empty(t, w.finish(t, callback))
	require.NoError(t, p.Mend(t.Context()))
	require.NoError(t, p.Mend(t.Context()))
	require.Truef(t, strings.HasPrefix(w.kept(t, token), want), "%s\nis not\n%s", w.kept(t, token), want)
	w.requireHealthy(t)
}

// The web client logs in by the method, and its failure is printed (observed §E.3,
// §14.5): up to 6.x with the reason, from 7.0 on without (observed §0.3).
func TestUntrustedCertificateIsPrinted(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{
		"3.18.2": "Failed to complete OAuth handshake with clavex at https://id.acme.eu/acme/token. unable to verify the first certificate",
		"7.1.0":  "remove +  is not available on the server. Please use removeAsync() instead.",
	} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			w := newTrial(t, version)
			w.plant(t, fault.Fault{Kind: fault.Untrusted})
			token, callback := w.callback(t)
			require.Empty(t, w.finish(t, callback))
			login := fmt.Sprintf(`{"msg":"method","id":"1","method":"login","params":[{"oauth":{"credentialToken":%q,"credentialSecret":null}}]}`, token)
			answer := post(t, w.Embedded, "/api/v1/method.callAnon/login", fmt.Sprintf(`{"message":%q}`, login))
			require.Contains(t, answer, `\"error\":{}`)
			require.Contains(t, w.ServerLog(), "L50 System: Exception while invoking method login "+want)
		})
	}
}

func TestWhatOneWayOfSendingIsRefused(t *testing.T) {
	t.Parallel()
	w := newTrial(t, "7.1.0")
	service := guide.NewService(w.service)
	require.NoError(t, stack.ApplyService(t.Context(), w, service, map[string]any{"token_sent_via": "payload", "identity_token_sent_via": "header"}))
	w.requireKept(t, fault.Fault{Endpoint: fault.Token, Kind: fault.PostRefused}, "Failed to complete OAuth handshake with clavex at https://id.acme.eu/acme/token. Unauthorized")
	require.NoError(t, stack.ApplyService(t.Context(), w, service, map[string]any{"token_sent_via": "header"}))
	for _, f := range []fault.Fault{{Endpoint: fault.Token, Kind: fault.PostRefused}, {Endpoint: fault.UserInfo, Kind: fault.QueryRefused}} {
		w.plant(t, f)
		w.requireHealthy(t)
	}
}

// Observed §E.1: the callback succeeds, the login does not.
func TestIdentityWithoutIDFailsAtTheLogin(t *testing.T) {
	t.Parallel()
	w := newTrial(t, "7.1.0")
	p := w.plant(t, fault.Fault{Endpoint: fault.UserInfo, Kind: fault.NoID})
	token, callback := w.callback(t)
	secret := w.finish(t, callback)
	require.NotEmpty(t, secret)
	_, err := w.credential(t, token, secret)
	require.ErrorContains(t, err, "Service data for service clavex must include id")
	require.NoError(t, p.Mend(t.Context()))
	w.requireHealthy(t)
}

// §7.5: there is no token call, and nothing is stored.
func TestProviderSendsBackAtOnce(t *testing.T) {
	t.Parallel()
	w := newTrial(t, "7.1.0")
	for kind, code := range map[fault.Kind]string{fault.LoginRequired: "login_required", fault.ServerError: "server_error"} {
		p := w.plant(t, fault.Fault{Endpoint: fault.Authorize, Kind: kind})
		start := authorizeURL(t, w, w.service, credentialToken)
		res, err := w.HTTP().Get(start)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		back, err := res.Location()
		require.NoError(t, err)
		asked, err := url.Parse(start)
		require.NoError(t, err)
		require.Equal(t, w.RocketChatURL()+"/_oauth/clavex", back.Scheme+"://"+back.Host+back.Path)
		require.Equal(t, url.Values{"error": {code}, "state": {asked.Query().Get("state")}}, back.Query())
		require.Empty(t, w.finish(t, back.String()))
		require.Empty(t, w.kept(t, credentialToken))
		require.NoError(t, p.Mend(t.Context()))
	}
	w.requireHealthy(t)
}

// One failure leaves the other endpoints alone, and people reach a provider whose
// certificate Rocket.Chat does not trust.
func TestFailuresStayWhereTheyWerePlanted(t *testing.T) {
	t.Parallel()
	w := newTrial(t, "8.9.0")
	ask := func(address string) (status int) {
		res, err := w.HTTP().Get(address)
		if err != nil {
			require.ErrorIs(t, err, syscall.ECONNREFUSED)
			return 0
		}
		require.NoError(t, res.Body.Close())
		return res.StatusCode
	}
	form := authorizeURL(t, w, w.service, credentialToken)
	require.Equal(t, http.StatusOK, ask(form))
	pictures := "https://id.acme.eu" + w.Provider().(provider.Gallery).Pictures() + "none"
	for _, f := range []fault.Fault{{Endpoint: fault.Picture, Kind: fault.Failing}, {Kind: fault.Untrusted}, {Endpoint: fault.Token, Kind: fault.Refused}} {
		w.plant(t, f)
	}
	require.Equal(t, http.StatusOK, ask(form))
	require.Equal(t, http.StatusInternalServerError, ask(pictures))
	require.Zero(t, ask("https://id.acme.eu/acme/token"))
	p := w.plant(t, fault.Fault{Kind: fault.Refused})
	require.Zero(t, ask(form))
	require.NoError(t, p.Mend(t.Context()))
	require.Equal(t, http.StatusOK, ask(form))
}

// A picture that never comes keeps nobody out (§6.2).
func TestSilentPictureIsGivenUp(t *testing.T) {
	t.Parallel()
	w := newTrial(t, "3.18.2")
	w.ann.Picture = "https://id.acme.eu" + w.Provider().(provider.Gallery).Pictures() + "none"
	require.NoError(t, w.Provider().Put(t.Context(), w.ann))
	w.plant(t, fault.Fault{Endpoint: fault.Picture, Kind: fault.Silent})
	w.requireHealthy(t)
}

func TestMendingLetsGoWhoWaits(t *testing.T) {
	t.Parallel()
	w := newTrial(t, "7.1.0", func(o *simulator.Options) { o.RequestTimeout = time.Hour })
	p := w.plant(t, fault.Fault{Endpoint: fault.Token, Kind: fault.Silent})
	token, callback := w.callback(t)
	answered := w.ask(t, callback)
	require.NoError(t, p.Mend(t.Context()))
	require.NoError(t, <-answered)
	// Whoever came late got tokens; whoever waited hears that nobody answers.
	require.Regexp(t, "^$|socket hang up$", w.kept(t, token))
}

func TestWhatCannotBePlantedIsTold(t *testing.T) {
	t.Parallel()
	plain := func(o *simulator.Options) {
		o.Addresses = &simulator.Addresses{RocketChat: "127.0.0.1:0", Provider: "127.0.0.1:0"}
	}
	w := newTrial(t, "7.1.0", plain)
	for _, tt := range []struct {
		fault fault.Fault
		want  string
	}{
		{fault.Fault{Kind: fault.Untrusted}, `cannot plant the failure "untrusted everywhere": the provider is at a plain http address, where no certificate is shown`},
		{fault.Fault{Endpoint: fault.UserInfo, Kind: fault.ErrorIn200}, `cannot plant the failure "error-in-200 at userinfo": this failure belongs to another endpoint`},
		{fault.Fault{Endpoint: "logout", Kind: fault.HTML}, `cannot plant the failure "html at logout": the provider has no endpoint "logout"`},
		{fault.Fault{Kind: "slow"}, `cannot plant the failure "slow everywhere": no failure is called "slow"`},
	} {
		_, err := w.Plant(t.Context(), tt.fault)
		require.EqualError(t, err, tt.want)
		require.ErrorAs(t, err, new(*fault.CannotError))
	}
	w.requireKept(t, fault.Fault{Endpoint: fault.Token, Kind: fault.Refused}, "Failed to complete OAuth handshake with clavex at "+w.Guide().ProviderURL+"/token. request to "+w.Guide().ProviderURL+"/token failed, reason: connect ECONNREFUSED")
}
