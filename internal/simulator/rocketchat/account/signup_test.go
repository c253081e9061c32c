package account_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/rocketchat/account"
)

// avatars notes for whom a picture was asked.
type avatars struct {
	mutex sync.Mutex
	ids   []string
}

func (a *avatars) SetFromServices(_ context.Context, userID string) error {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.ids = append(a.ids, userID)
	return nil
}

func (a *avatars) asked() []string {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return a.ids
}

// Observed §A: what a new person's account looks like.
func TestNewPerson(t *testing.T) {
	t.Parallel()
	all := mapped(false, false)
	for name, c := range map[string]struct {
		mapping  account.Mapping
		claims   map[string]any
		username string
		email    any
		emails   []account.Email
		fullName string
	}{
		"all mapped":          {all, nil, "bob", "bob@rocket.test", []account.Email{{Address: "bob@rocket.test", Verified: true}}, "Bob Idp"},
		"e-mail not mapped":   {account.Mapping{UsernameField: true}, nil, "bob", nil, []account.Email{{Address: "bob@rocket.test", Verified: true}}, "Bob Idp"},
		"no e-mail":           {account.Mapping{UsernameField: true}, map[string]any{"email": nil}, "bob", nil, nil, "Bob Idp"},
		"username not mapped": {account.Mapping{EmailField: true}, nil, "", "bob@rocket.test", []account.Email{{Address: "bob@rocket.test", Verified: true}}, "Bob Idp"},
		"unverified at IdP":   {all, map[string]any{"email_verified": false}, "bob", "bob@rocket.test", []account.Email{{Address: "bob@rocket.test", Verified: true}}, "Bob Idp"},
		"roles claim":         {all, map[string]any{"roles": []any{"admin"}}, "bob", "bob@rocket.test", []account.Email{{Address: "bob@rocket.test", Verified: true}}, "Bob Idp"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "7.1.0", nil)
			login, err := w.ExternalLogin(t.Context(), person(c.mapping, c.claims))
			require.NoError(t, err)
			require.True(t, login.Created)
			require.Equal(t, "clavex", login.Type)
			require.Len(t, login.UserID, 17)
			require.Len(t, login.Token, 43)
			u, err := w.ByID(t.Context(), login.UserID)
			require.NoError(t, err)
			require.Equal(t, c.username, u.Username)
			require.Equal(t, c.email, u.Email)
			require.Equal(t, c.emails, u.Emails)
			require.Equal(t, c.fullName, u.Name)
			require.Equal(t, []string{"user"}, u.Roles)
			require.True(t, u.Active)
			require.True(t, u.FromOAuth())
			require.Equal(t, map[string]any{"enabled": true}, u.Services["email2fa"])
		})
	}
}

func TestUsernamesAreTakenVerbatim(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	for _, name := range []string{"al ice", "jürgen", "al/ice", "Alice", "alice@rocket.test", "all", "alice ", "<b>x</b>", "admin"} {
		_, err := w.ExternalLogin(t.Context(), person(mapped(false, false), map[string]any{"id": name, "username": name, "email": nil}))
		require.NoError(t, err, name)
		require.NotNil(t, w.stored(t, name))
	}
}

func TestNumericAndTextualIDsAreDifferent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	number := person(mapped(false, false), map[string]any{"id": float64(7), "email": nil})
	first, err := w.ExternalLogin(t.Context(), number)
	require.NoError(t, err)
	again, err := w.ExternalLogin(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, first.UserID, again.UserID)
	text, err := w.ExternalLogin(t.Context(), person(mapped(false, false), map[string]any{"id": "7", "username": "seven", "email": nil}))
	require.NoError(t, err)
	require.NotEqual(t, first.UserID, text.UserID)
}

func TestIdentityWithoutID(t *testing.T) {
	t.Parallel()
	const message = "Service data for service clavex must include id"
	w := newWorld(t, "7.1.0", nil)
	_, err := w.ExternalLogin(t.Context(), person(mapped(false, false), map[string]any{"id": nil}))
	require.Equal(t, map[string]any{"status": "error", "message": message}, w.body(t, err))
	require.Zero(t, w.count(t))
	require.Contains(t, strings.Join(w.log.Lines(), "\n"), "=== UnHandledPromiseRejection ===\nError: "+message)
	require.Empty(t, w.PresentDDP(err))
	require.Contains(t, w.log.Lines(), "L50 System: Exception while invoking method login "+message)
}

// Observed §G and §5.6: switches that refuse a new person.
func TestSignUpSwitches(t *testing.T) {
	t.Parallel()
	const disabled = "User registration is disabled for authentication services"
	for name, c := range map[string]struct {
		version  string
		settings map[string]any
		want     map[string]any // nil: logged in
	}{
		"form disabled":      {"7.1.0", map[string]any{"Accounts_RegistrationForm": "Disabled"}, nil},
		"services disabled":  {"7.1.0", map[string]any{"Accounts_Registration_AuthenticationServices_Enabled": false}, masked()},
		"same in 6.13":       {"6.13.1", map[string]any{"Accounts_Registration_AuthenticationServices_Enabled": false}, former("registration-disabled-authentication-services", disabled, disabled)},
		"LDAP keeps it open": {"7.1.0", map[string]any{"Accounts_Registration_AuthenticationServices_Enabled": false, "LDAP_Enable": true}, nil},
		"domain not allowed": {"7.1.0", map[string]any{"Accounts_AllowedDomainsList": "acme.eu, other.eu"}, masked()},
		"same in 3.18":       {"3.18.2", map[string]any{"Accounts_AllowedDomainsList": "acme.eu"}, former("error-invalid-domain", "", "[error-invalid-domain]")},
		"domain allowed":     {"7.1.0", map[string]any{"Accounts_AllowedDomainsList": "acme.eu,rocket.test"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, c.version, c.settings)
			_, err := w.ExternalLogin(t.Context(), person(mapped(false, false), nil))
			if c.want == nil {
				require.NoError(t, err)
				return
			}
			require.Equal(t, c.want, w.body(t, err))
			require.Zero(t, w.count(t))
		})
	}
}

func TestApprovalIsNeeded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", map[string]any{"Accounts_ManuallyApproveNewUsers": true})
	want := map[string]any{"status": "error", "error": "error-user-is-not-activated",
		"details": map[string]any{"function": "Accounts.validateLoginAttempt"}, "message": "User is not activated"}
	for range 2 {
		_, err := w.ExternalLogin(t.Context(), person(mapped(false, false), nil))
		require.Equal(t, want, w.body(t, err))
		require.Equal(t, "error-user-is-not-activated", w.PresentDDP(err)["error"])
	}
	require.False(t, w.stored(t, "bob").Active)
	require.Contains(t, w.log.Lines(), "Error: You have not provided a mail URL")

	_, err := w.ExternalLogin(t.Context(), person(mapped(false, false), map[string]any{"id": "x", "username": "x", "email": nil}))
	require.Equal(t, map[string]any{"status": "error", "message": "Cannot read properties of undefined (reading '0')"}, w.body(t, err))
	require.Nil(t, w.stored(t, "x"))
}

func TestFirstPersonBecomesAdministrator(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	require.NoError(t, w.Delete(t.Context(), w.stored(t, "root").ID))
	_, err := w.ExternalLogin(t.Context(), person(mapped(false, false), nil))
	require.NoError(t, err)
	require.Equal(t, []string{"user", "admin"}, w.stored(t, "bob").Roles)
}

// §6.1, #14776: the picture at creation and the switch that stops it.
func TestPictureAtCreation(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		version         string
		settings        map[string]any
		fetched, failed bool
	}{
		"3.18.2":                   {"3.18.2", nil, true, false},
		"6.2.12":                   {"6.2.12", nil, true, false},
		"6.2.12 no default avatar": {"6.2.12", map[string]any{"Accounts_SetDefaultAvatar": false}, false, false},
		"6.2.12 avatar change off": {"6.2.12", map[string]any{"Accounts_AllowUserAvatarChange": false}, false, true},
		"6.4.9":                    {"6.4.9", nil, false, false},
		"7.1.0 avatar change off":  {"7.1.0", map[string]any{"Accounts_AllowUserAvatarChange": false}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, c.version, c.settings)
			identity := person(mapped(false, false), map[string]any{"avatarUrl": "http://idp/p"})
			_, err := w.ExternalLogin(t.Context(), identity)
			require.Equal(t, c.failed, err != nil)
			require.NotNil(t, w.stored(t, "bob"), "the account is there in any case")
			_, err = w.ExternalLogin(t.Context(), identity)
			require.NoError(t, err, "the second login goes well")
			require.Equal(t, c.fetched, len(w.avatars.asked()) == 1)
		})
	}
}

// §14.3: redirect style over REST in 3.18.2.
func TestRedirectLoginRacesItsAccount(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		version string
		rest    bool
		races   bool
	}{"3.18.2": {"3.18.2", true, true}, "3.18.2 over DDP": {"3.18.2", false, false}, "6.2.12": {"6.2.12", true, false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, c.version, map[string]any{"API_Use_REST_For_DDP_Calls": c.rest})
			identity := person(mapped(false, false), nil)
			identity.Redirect = true
			login, err := w.ExternalLogin(t.Context(), identity)
			require.Equal(t, c.races, err != nil)
			require.Equal(t, c.races, login.RESTRace)
			require.NotNil(t, w.stored(t, "bob"))
			if c.races {
				require.EqualError(t, err, "User has no roles [error-user-has-no-roles]")
				require.Contains(t, w.log.Lines(), err.Error())
			}
			login, err = w.ExternalLogin(t.Context(), identity)
			require.NoError(t, err)
			require.Equal(t, c.races, login.RESTRace)
		})
	}
}
