package account_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/rocketchat/account"
)

func create(t *testing.T, w *world, n account.NewUser) *account.User {
	t.Helper()
	n.Active = true
	u, err := w.Create(t.Context(), n)
	require.NoError(t, err)
	return u
}

func TestPasswordLogin(t *testing.T) {
	t.Parallel()
	sum := sha256.Sum256([]byte("secret"))
	for name, c := range map[string]struct {
		login account.PasswordLogin
		in    bool
	}{
		"by name":            {account.PasswordLogin{User: "ann", Password: "secret"}, true},
		"by name, any case":  {account.PasswordLogin{User: "ANN", Password: "secret"}, true},
		"by e-mail":          {account.PasswordLogin{User: "Ann@rocket.test", Password: "secret"}, true},
		"by digest":          {account.PasswordLogin{User: "ann", Digest: hex.EncodeToString(sum[:])}, true},
		"wrong":              {account.PasswordLogin{User: "ann", Password: "wrong"}, false},
		"unknown":            {account.PasswordLogin{User: "nobody", Password: "secret"}, false},
		"without a password": {account.PasswordLogin{User: "none", Password: "secret"}, false},
	} {
		for _, version := range []string{"3.18.2", "7.1.0"} {
			t.Run(name+"/"+version, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, version, nil)
				ann := create(t, w, account.NewUser{Username: "ann", Email: "ann@rocket.test", Password: "secret"})
				create(t, w, account.NewUser{Username: "none"})
				login, err := w.LoginWithPassword(t.Context(), c.login)
				if c.in {
					require.NoError(t, err)
					require.Equal(t, ann.ID, login.UserID)
					return
				}
				body := w.body(t, err)
				if version == "7.1.0" || name != "without a password" {
					require.Equal(t, "Unauthorized", body["error"])
				}
				require.NotContains(t, fmt.Sprintf("%v %+v %#v", c.login, c.login, c.login), "secret")
			})
		}
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	ann := create(t, w, account.NewUser{Username: "ann", Password: "secret"})
	login := func() account.Login {
		l, err := w.LoginWithPassword(t.Context(), account.PasswordLogin{User: "ann", Password: "secret"})
		require.NoError(t, err)
		return l
	}
	valid := func(token string) bool {
		u, err := w.Authenticate(t.Context(), ann.ID, token)
		require.NoError(t, err)
		return u != nil
	}
	a, b, c := login(), login(), login()
	require.Equal(t, w.clock.Now().AddDate(0, 0, 90), a.TokenExpires)
	require.True(t, valid(a.Token))
	resumed, err := w.Resume(t.Context(), a.Token)
	require.NoError(t, err)
	require.Equal(t, a.Token, resumed.Token)
	require.NoError(t, w.Logout(t.Context(), ann.ID, a.Token))
	require.False(t, valid(a.Token))
	_, err = w.Resume(t.Context(), a.Token)
	require.EqualError(t, err, "You've been logged out by the server. Please log in again. [403]")
	require.NoError(t, w.LogoutOthers(t.Context(), ann.ID, b.Token))
	require.True(t, valid(b.Token))
	require.False(t, valid(c.Token))
	w.clock.Advance(91 * 24 * time.Hour)
	require.False(t, valid(b.Token))
	d := login()
	require.NoError(t, w.SetActive(t.Context(), ann.ID, false))
	require.False(t, valid(d.Token))
	_, err = w.LoginWithPassword(t.Context(), account.PasswordLogin{User: "ann", Password: "secret"})
	require.Equal(t, "error-user-is-not-activated", w.body(t, err)["error"])
}

func TestValidation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", map[string]any{"Accounts_EmailVerification": true})
	create(t, w, account.NewUser{Username: "ann", Password: "secret", Email: "ann@rocket.test"})
	_, err := w.LoginWithPassword(t.Context(), account.PasswordLogin{User: "ann", Password: "secret"})
	require.Equal(t, "error-invalid-email", w.body(t, err)["error"])
	_, err = w.LoginWithPassword(t.Context(), account.PasswordLogin{User: "root", Password: "root-secret"})
	require.NoError(t, err, "administrators are exempt")
}

func TestBlockAfterManyFailures(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", map[string]any{"Block_Multiple_Failed_Logins_Enabled": true})
	create(t, w, account.NewUser{Username: "ann", Password: "secret"})
	try := func(password string) error {
		_, err := w.LoginWithPassword(t.Context(), account.PasswordLogin{User: "ann", Password: password}, account.FromAddress("10.0.0.1"))
		return err
	}
	for range 3 {
		require.Equal(t, masked(), w.body(t, try("wrong")))
	}
	require.Equal(t, "error-login-blocked-for-user", w.body(t, try("secret"))["error"])
	require.Equal(t, "error-login-blocked-for-user", w.body(t, try("wrong"))["error"])
	w.clock.Advance(5 * time.Minute)
	require.NoError(t, try("secret"))
	require.Equal(t, masked(), w.body(t, try("wrong")), "a success starts the count anew")

	w.settings.Set(map[string]any{"Block_Multiple_Failed_Logins_Attempts_Until_Block_By_Ip": 1})
	require.Equal(t, "error-login-blocked-for-ip", w.body(t, try("secret"))["error"])
	w.settings.Set(map[string]any{"Block_Multiple_Failed_Logins_Ip_Whitelist": "10.0.0.1"})
	require.NoError(t, try("secret"))
}

func TestFailuresCountOnlyWhileTheBlockIsOn(t *testing.T) {
	t.Parallel()
	const limit = "Block_Multiple_Failed_Logins_Attempts_Until_Block_By_Ip"
	w := newWorld(t, "7.1.0", map[string]any{"Block_Multiple_Failed_Logins_Enabled": false, limit: 2})
	create(t, w, account.NewUser{Username: "ann", Password: "secret"})
	try := func(user string) error {
		_, err := w.LoginWithPassword(t.Context(), account.PasswordLogin{User: user, Password: "secret"}, account.FromAddress("10.0.0.1"))
		return err
	}
	for range 5 {
		require.Equal(t, masked(), w.body(t, try("nobody")))
	}
	w.settings.Set(map[string]any{"Block_Multiple_Failed_Logins_Enabled": true})
	for range 2 {
		require.Equal(t, masked(), w.body(t, try("nobody")))
	}
	require.Equal(t, "error-login-blocked-for-ip", w.body(t, try("ann"))["error"])
	w.settings.Set(map[string]any{"Block_Multiple_Failed_Logins_Enabled": false})
	require.NoError(t, try("ann"))
}

// §5.5 and observed §G: the e-mail code of the first login.
func TestEmailCode(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", map[string]any{"Accounts_TwoFactorAuthentication_Enabled": true})
	identity := person(mapped(false, false), nil)
	login := func(options ...account.LoginOption) error {
		_, err := w.ExternalLogin(t.Context(), identity, options...)
		return err
	}
	err := login()
	require.Equal(t, map[string]any{"status": "error", "error": "totp-required", "message": "TOTP Required", "details": map[string]any{
		"method": "email", "codeGenerated": true, "emailOrUsername": "bob", "availableMethods": []string{"email"}}}, w.body(t, err))
	require.NotNil(t, w.stored(t, "bob"), "the account has been created")
	code := w.mails.last("bob@rocket.test")
	require.Len(t, code, 6)

	details := w.body(t, login())["details"].(map[string]any)
	require.Equal(t, false, details["codeGenerated"])
	require.True(t, w.clock.Now().Add(time.Hour).Equal(details["codeExpires"].(time.Time)))
	require.Equal(t, "totp-invalid", w.body(t, login(account.WithCode("x")))["error"])
	require.NoError(t, login(account.WithCode(code)))
	require.Equal(t, "totp-invalid", w.body(t, login(account.WithCode(code)))["error"], "a code serves once")

	before := w.mails.last("bob@rocket.test")
	require.NoError(t, w.SendEmailCode(t.Context(), "bob"))
	code = w.mails.last("bob@rocket.test")
	require.NotEqual(t, before, code)
	for range 4 {
		require.Equal(t, "totp-invalid", w.body(t, login(account.WithCode("x")))["error"])
	}
	require.Equal(t, "totp-max-attempts", w.body(t, login(account.WithCode("x")))["error"])
	require.Error(t, login(account.WithCode(code)), "the code is used up")
}

func TestWhoIsAskedForAnEmailCode(t *testing.T) {
	t.Parallel()
	on := map[string]any{"Accounts_TwoFactorAuthentication_Enabled": true}
	with := func(id string, v any) map[string]any {
		return map[string]any{"Accounts_TwoFactorAuthentication_Enabled": true, id: v}
	}
	for name, c := range map[string]struct {
		version  string
		settings map[string]any
		claims   map[string]any
		asked    bool
	}{
		"default":        {"7.1.0", on, nil, true},
		"3.18.2":         {"3.18.2", on, nil, true},
		"3.4.0":          {"3.4.0", on, nil, false},
		"no e-mail":      {"7.1.0", on, map[string]any{"email": nil}, false},
		"no auto opt-in": {"7.1.0", with("Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In", false), nil, false},
		"not by e-mail":  {"7.1.0", with("Accounts_TwoFactorAuthentication_By_Email_Enabled", false), nil, false},
		"not verified":   {"7.1.0", with("Accounts_Verify_Email_For_External_Accounts", false), nil, false},
		"not for OAuth":  {"6.13.1", with("Accounts_twoFactorAuthentication_email_available_for_OAuth_users", false), nil, false},
		"unknown to 6.4": {"6.4.9", with("Accounts_twoFactorAuthentication_email_available_for_OAuth_users", false), nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, c.version, c.settings)
			_, err := w.ExternalLogin(t.Context(), person(mapped(false, false), c.claims))
			require.Equal(t, c.asked, err != nil)
		})
	}
}

func TestSetUsername(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", map[string]any{"Accounts_AllowUserAvatarChange": false})
	create(t, w, account.NewUser{Username: "Taken", Name: "Bob Idp"})
	login, err := w.ExternalLogin(t.Context(), person(account.Mapping{EmailField: true}, nil))
	require.NoError(t, err)
	suggestion, err := w.UsernameSuggestion(t.Context(), login.UserID)
	require.NoError(t, err)
	require.Equal(t, "bob.idp", suggestion)
	for name, want := range map[string]string{
		"admin": "admin is blocked and can't be used! [error-blocked-username]",
		"taken": "<strong>taken</strong> is already in use :( [error-field-unavailable]",
		"a b":   "a b is not a valid username, use only letters, numbers, dots, hyphens and underscores [username-invalid]",
	} {
		require.EqualError(t, w.SetUsername(t.Context(), login.UserID, name), want)
	}
	require.Empty(t, w.avatars.asked())
	require.NoError(t, w.SetUsername(t.Context(), login.UserID, "bob"))
	require.Equal(t, []string{login.UserID}, w.avatars.asked(), "the first choice fetches the picture")
	require.NoError(t, w.SetUsername(t.Context(), login.UserID, "bobby"))
	require.Len(t, w.avatars.asked(), 1)
	w.settings.Set(map[string]any{"Accounts_AllowUsernameChange": false})
	require.EqualError(t, w.SetUsername(t.Context(), login.UserID, "bob"), "Not allowed [error-not-allowed]")
}

func TestCreateRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	create(t, w, account.NewUser{Username: "ann", Email: "ann@rocket.test"})
	for want, n := range map[string]account.NewUser{
		"admin is blocked and can't be used! [error-blocked-username]":   {Username: "admin"},
		"ANN is already in use :( [error-field-unavailable]":             {Username: "ANN"},
		"Ann@rocket.test is already in use :( [error-field-unavailable]": {Username: "ann2", Email: "Ann@rocket.test"},
		"a b is not a valid username [error-input-is-not-a-valid-field]": {Username: "a b"},
	} {
		_, err := w.Create(t.Context(), n)
		require.EqualError(t, err, want)
	}
}

func TestPasswordChangeEndsTheRequirement(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	ann := create(t, w, account.NewUser{Username: "ann", Password: "old", RequirePasswordChange: true})
	require.NoError(t, w.SetPassword(t.Context(), ann.ID, "new"))
	_, err := w.LoginWithPassword(t.Context(), account.PasswordLogin{User: "ann", Password: "new"})
	require.NoError(t, err)
	require.False(t, w.stored(t, "ann").RequirePasswordChange)
}
