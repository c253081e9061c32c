package attached_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/live"
	"gonogo/internal/rocketchat"
	"gonogo/internal/stack"
	"gonogo/internal/stack/attached"
)

// configured opens the workspace, follows its guides, and lets somebody have an
// account in it.
func (w *world) configured(t *testing.T) (*attached.Workspace, []stack.Stack) {
	t.Helper()
	a, err := attached.Open(t.Context(), w.options)
	require.NoError(t, err)
	var stacks []stack.Stack
	for _, g := range w.options.Guides {
		s, err := a.Open(t.Context(), g, a.Release())
		require.NoError(t, err)
		_, err = stack.Configure(t.Context(), s)
		require.NoError(t, err)
		stacks = append(stacks, s)
	}
	_, err = w.admin.CreateUser(t.Context(), rocketchat.NewUser{
		Username: "ada-x", Name: "Ada X", Email: "ada-x@people.example", Password: password,
	})
	require.NoError(t, err)
	return a, stacks
}

func closeAll(t *testing.T, a *attached.Workspace, stacks []stack.Stack) {
	t.Helper()
	for _, s := range stacks {
		require.NoError(t, s.Close(t.Context()))
	}
	require.NoError(t, a.Close(t.Context()))
}

func TestWorkspaceIsLeftAsItWas(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"3.18.2", "7.1.0", "8.9.0"} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, version, "authentik", "clavex", "encvoy", "entra", "miniorange")
			before := w.dump(t)

			a, stacks := w.configured(t)
			require.Equal(t, version, a.Release().Version)
			require.NotEmpty(t, cmp.Diff(before, w.dump(t)))
			for id, want := range map[string]any{
				"Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In": false,
				"API_Enable_Rate_Limiter":                               false, "Block_Multiple_Failed_Logins_Enabled": false,
			} {
				got, err := w.admin.Setting(t.Context(), id)
				require.NoError(t, err)
				require.Equal(t, want, got, id)
			}
			closeAll(t, a, stacks)
			require.Empty(t, cmp.Diff(before, w.dump(t)))
		})
	}
}

// An account without an e-mail is known by the name of the person whom the
// provider was given; one that was there before is not touched.
func TestAccountsWithoutMarkAreKnownByTheirNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", "clavex")
	_, err := w.admin.CreateUser(t.Context(), rocketchat.NewUser{Username: "lovelace", Name: "Ada Lovelace", Email: "ada@acme.eu", Password: password})
	require.NoError(t, err)
	before := w.dump(t)
	a, stacks := w.configured(t)
	for _, name := range []string{"Ada Lovelace", "Ada Unmarked"} {
		require.NoError(t, stacks[0].Provider().Put(t.Context(), provider.Person{Login: strings.ToLower(name[4:]), Name: name, Password: password}))
	}
	for _, u := range []rocketchat.NewUser{
		{Username: "somebody", Name: "Ada Unmarked", Email: "u@acme.eu", Password: password},
		{Username: "unmarked", Name: "Nobody", Email: "v@acme.eu", Password: password},
	} {
		_, err := w.admin.CreateUser(t.Context(), u)
		require.NoError(t, err)
	}
	closeAll(t, a, stacks)
	require.Empty(t, cmp.Diff(before, w.dump(t)))
}

func TestNextRunPutsBackWhatAKilledOneLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", "authentik", "clavex")
	before := w.dump(t)
	killed, stacks := w.configured(t)
	require.NoError(t, stacks[0].Provider().Put(t.Context(), provider.Person{Login: "ada-y@people.example", Password: password}))
	_, err := w.admin.CreateUser(t.Context(), rocketchat.NewUser{Username: "ada-y", Name: "Y", Email: "y@acme.eu", Password: password})
	require.NoError(t, err)
	require.NoError(t, killed.Abandon())
	for _, s := range stacks {
		require.NoError(t, s.Close(t.Context()))
	}

	a, err := attached.Open(t.Context(), w.options)
	require.NoError(t, err)
	said := strings.Join(a.Intentions(), "\n")
	require.Contains(t, said, "put back first what an interrupted run has changed: "+
		"Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In, Block_Multiple_Failed_Logins_Enabled, API_Enable_Rate_Limiter, Authentik, Clavex")
	require.Contains(t, said, "delete the accounts that an interrupted run has left: ada-x, ada-y")
	s, err := a.Open(t.Context(), w.options.Guides[0], a.Release())
	require.NoError(t, err)
	closeAll(t, a, []stack.Stack{s})
	require.Empty(t, cmp.Diff(withoutSessions(before), withoutSessions(w.dump(t))))
}

func TestNothingIsWrittenBeforeTheFirstStack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.1", "authentik", "clavex")
	before := w.dump(t)
	a, err := attached.Open(t.Context(), w.options)
	require.NoError(t, err)
	said := a.Intentions()
	require.Contains(t, said, "  - add the custom OAuth services Authentik, Clavex, and remove them at the end")
	require.Contains(t, said, "  - set Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In = false, Block_Multiple_Failed_Logins_Enabled = false, "+
		"API_Enable_Rate_Limiter = false, and put the former values back at the end")
	require.Contains(t, said, "Rocket.Chat 7.1.1 is not among the releases that gonogo lists; what is known for that very version applies.")
	require.NotContains(t, strings.Join(said, "\n"), password)
	require.NoError(t, a.Close(t.Context()))
	require.Empty(t, cmp.Diff(before, w.dump(t)))
}

// localhost and 127.0.0.1 are one place, but its name in the address bar is the
// one that Rocket.Chat sends people back to.
func TestWorkspaceIsVisitedUnderTheNameThatItCallsItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", "entra")
	itself := w.options.URL
	w.options.URL = strings.Replace(itself, "localhost", "127.0.0.1", 1)
	a, err := attached.Open(t.Context(), w.options)
	require.NoError(t, err)
	require.Contains(t, a.Intentions(), "That Rocket.Chat calls itself "+itself+
		", to which it sends people back; so it is visited there and not at "+w.options.URL+".")
	s, err := a.Open(t.Context(), w.options.Guides[0], a.Release())
	require.NoError(t, err)
	require.Equal(t, itself, s.RocketChatURL())
	require.Equal(t, itself+"/_oauth/o365", s.Guide().RedirectURI)
	closeAll(t, a, []stack.Stack{s})

	require.NoError(t, w.admin.SetSetting(t.Context(), "Site_Url", "https://chat.acme.eu"))
	_, err = attached.Open(t.Context(), w.options)
	require.ErrorContains(t, err, "that Rocket.Chat calls itself https://chat.acme.eu (its setting Site_Url), to which it sends people back; set GONOGO_URL to that, or Site_Url to the other")
}

func TestDatabaseIsObservedWhereItIsGiven(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", "clavex")
	w.options.MongoURL = strings.TrimSuffix(w.mongo.URI(), "/") + "/" + w.database.Name() + "?directConnection=true"
	a, err := attached.Open(t.Context(), w.options)
	require.NoError(t, err)
	s, err := a.Open(t.Context(), w.options.Guides[0], a.Release())
	require.NoError(t, err)
	n, err := s.Database().Collection("users").CountDocuments(t.Context(), map[string]any{"username": "root"})
	require.NoError(t, err)
	require.EqualValues(t, 1, n)
	closeAll(t, a, []stack.Stack{s})
}

func TestRefusalsAreOneSentenceBeforeAnythingIsWritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", "clavex")
	require.NoError(t, w.admin.AddCustomOAuth(t.Context(), "encvoyid"))
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, busy.Close()) })
	port := busy.Addr().(*net.TCPAddr).Port
	empty := filepath.Join(t.TempDir(), "empty.pem")
	require.NoError(t, os.WriteFile(empty, nil, 0o600))
	before := w.dump(t)
	tests := map[string]struct {
		change func(*attached.Options)
		want   string
	}{
		"no address":      {func(o *attached.Options) { o.URL = "" }, "the attached stack needs GONOGO_URL; set it to the address of Rocket.Chat as people type it, such as https://chat.example.org"},
		"no user":         {func(o *attached.Options) { o.AdminUser = "" }, "the attached stack needs GONOGO_ADMIN_USER; set it to the user name of one of its administrators"},
		"no password":     {func(o *attached.Options) { o.AdminPassword = "" }, "the attached stack needs GONOGO_ADMIN_PASSWORD; set it to that administrator's password"},
		"bad address":     {func(o *attached.Options) { o.URL = "chat.acme.eu" }, "GONOGO_URL is not an address; set it to something like https://chat.example.org"},
		"password in it":  {func(o *attached.Options) { o.URL = "http://u:p@chat.acme.eu" }, "GONOGO_URL holds a user or a password; set it to the address alone"},
		"http for https":  {func(o *attached.Options) { o.URL = "https://chat.acme.eu" }, "GONOGO_PROVIDER_URL is http, which only a Rocket.Chat on http may use, and GONOGO_URL is https; set GONOGO_PROVIDER_URL to an https address"},
		"provider's path": {func(o *attached.Options) { o.ProviderURL = "http://127.0.0.1:9999/acme" }, "GONOGO_PROVIDER_URL must be http://HOST:PORT or https://HOST:PORT without a path; set it to an address of this machine such as http://127.0.0.1:9999"},
		"no certificate":  {func(o *attached.Options) { o.ProviderURL = "https://127.0.0.1:9999" }, "emulators on https need GONOGO_PROVIDER_CERTIFICATE and GONOGO_PROVIDER_KEY; set them to PEM files of a certificate for the host of GONOGO_PROVIDER_URL that Rocket.Chat trusts"},
		"for nothing":     {func(o *attached.Options) { o.Certificate = "c.pem" }, "GONOGO_PROVIDER_CERTIFICATE and GONOGO_PROVIDER_KEY are for emulators on https, and GONOGO_PROVIDER_URL is http; make that https, or leave them unset"},
		"no authority":    {func(o *attached.Options) { o.CA = empty }, "GONOGO_CA holds no certificate; set it to a PEM file with the authority's certificate"},
		"live and many":   {func(o *attached.Options) { o.Live, o.Guides = &live.Options{}, append(o.Guides, load(t, "entra")) }, "GONOGO_PROVIDER=live is for one guide at a time, and GONOGO_GUIDES chooses 2; set GONOGO_GUIDES to the guide of the provider at GONOGO_PROVIDER_URL"},
		"live with ours":  {func(o *attached.Options) { o.Live, o.Key = &live.Options{}, "k.pem" }, "GONOGO_PROVIDER_CERTIFICATE and GONOGO_PROVIDER_KEY are for emulators, and a live provider has its own; leave them unset, and set GONOGO_CA if its authority is a private one"},
		"live by hand":    {func(o *attached.Options) { o.Live = &live.Options{ClientID: "rocketchat"} }, "a provider that was prepared by hand needs all of GONOGO_PROVIDER_CLIENT_ID, GONOGO_PROVIDER_CLIENT_SECRET and GONOGO_PROVIDER_PEOPLE"},
		"busy port":       {func(o *attached.Options) { o.ProviderURL = fmt.Sprintf("http://127.0.0.1:%d", port) }, fmt.Sprintf("the port %d of GONOGO_PROVIDER_URL is in use by another program; stop it or choose another port", port)},
		"wrong password":  {func(o *attached.Options) { o.AdminPassword = "wrong" }, w.options.URL + " does not let GONOGO_ADMIN_USER in with GONOGO_ADMIN_PASSWORD; give those of an administrator who needs no code by app or e-mail: POST /api/v1/login: Rocket.Chat answered 401: Unauthorized"},
		"bad database":    {func(o *attached.Options) { o.MongoURL = "sesame@db" }, "GONOGO_MONGO_URL is not an address that MongoDB's driver reads; set it to something like mongodb://127.0.0.1:27017/rocketchat"},
		"own service":     {func(o *attached.Options) { o.Guides = append(o.Guides, load(t, "encvoy")) }, w.options.URL + " has a custom OAuth service Encvoyid already, which gonogo must not touch; remove it there, or leave its guide out of GONOGO_GUIDES"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := w.options
			tt.change(&o)
			_, err := attached.Open(t.Context(), o)
			require.EqualError(t, err, tt.want)
		})
	}
	require.Empty(t, cmp.Diff(before, w.dump(t)))
}

func TestCrowdIsLeftAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", "clavex")
	for i := range 10 {
		_, err := w.admin.CreateUser(t.Context(), rocketchat.NewUser{
			Username: fmt.Sprint("p", i), Name: "P", Email: fmt.Sprintf("p%d@acme.eu", i), Password: password,
		})
		require.NoError(t, err)
	}
	_, err := attached.Open(t.Context(), w.options)
	require.EqualError(t, err, w.options.URL+" has 11 people; gonogo is for workspaces made for tests, with at most 10: use one, or set GONOGO_ATTACHED_ANYWAY=true")
	w.options.Crowd = true
	a, err := attached.Open(t.Context(), w.options)
	require.NoError(t, err)
	_, err = attached.Open(t.Context(), w.options)
	require.EqualError(t, err, "another run of gonogo is attached to "+w.options.URL+"; wait until it has ended")

	// The next suite of the same go test waits instead, and comes in when it may.
	said := make(chan string, 1)
	w.options.Say = func(line string) { said <- line }
	entered := make(chan error, 1)
	go func() {
		next, err := attached.Open(t.Context(), w.options)
		if err == nil {
			err = next.Close(context.WithoutCancel(t.Context()))
		}
		entered <- err
	}()
	require.Equal(t, "Another suite or run of gonogo is attached to "+w.options.URL+"; this one waits until it has ended.", <-said)
	require.NoError(t, a.Close(context.WithoutCancel(t.Context())))
	require.NoError(t, <-entered)
}
