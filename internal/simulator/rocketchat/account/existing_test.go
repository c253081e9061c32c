package account_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/account/accounttest"
)

// outcome is what observed §B.1 tells of one login.
type outcome struct {
	in     bool   // logged in
	second bool   // as a second account
	name   string // of bob afterwards
	email  string // of bob afterwards
	melded bool   // services.clavex.id is written
	wipesV bool   // the password goes although the address was verified
	wipesN bool   // the password goes if the address was not verified
	raised bool   // the address is verified afterwards in any case
}

type flags struct{ merge, distinct bool }

// rows of observed §B.1: the local account is bob, "Bob Local", bob@rocket.test.
func existing() map[string]struct {
	claims map[string]any
	want   map[flags]outcome
} {
	const local, idp, other = "Bob Local", "Bob Idp", "other@rocket.test"
	const mail, cased = "bob@rocket.test", "Bob@Rocket.test"
	refused := outcome{name: local, email: mail}
	linked := outcome{in: true, name: local, email: mail, melded: true, wipesN: true, raised: true}
	renamed := outcome{in: true, name: idp, email: mail, melded: true, wipesN: true, raised: true}
	lockedOut := outcome{name: local, email: mail, melded: true, wipesN: true, raised: true}
	overwritten := outcome{in: true, name: idp, email: other, melded: true, raised: true}
	caseRefused := outcome{name: local, email: mail, melded: true, wipesV: true, wipesN: true}
	caseMerged := outcome{in: true, name: local, email: cased, melded: true, wipesV: true, wipesN: true, raised: true}
	second := outcome{in: true, second: true, name: local, email: mail}
	nameOnly := outcome{in: true, name: idp, email: mail, melded: true}
	four := func(a, b, c, d outcome) map[flags]outcome {
		return map[flags]outcome{{false, false}: a, {true, false}: b, {false, true}: c, {true, true}: d}
	}
	return map[string]struct {
		claims map[string]any
		want   map[flags]outcome
	}{
		"same username other e-mail":          {map[string]any{"email": other}, four(refused, refused, refused, overwritten)},
		"same e-mail other username":          {map[string]any{"username": "bobby"}, four(linked, linked, linked, linked)},
		"same username and e-mail other name": {nil, four(lockedOut, renamed, lockedOut, renamed)},
		"all the same":                        {map[string]any{"name": local}, four(linked, linked, linked, linked)},
		"e-mail in other case":                {map[string]any{"email": cased, "name": local}, four(caseRefused, caseMerged, caseRefused, caseMerged)},
		"username in other case other e-mail": {map[string]any{"username": "Bob", "email": other}, four(second, second, refused, overwritten)},
		"same username without e-mail":        {map[string]any{"email": nil}, four(refused, refused, refused, nameOnly)},
	}
}

func TestIdentityMeetsALocalAccount(t *testing.T) {
	t.Parallel()
	for name, row := range existing() {
		for f, want := range row.want {
			for _, verified := range []bool{true, false} {
				t.Run(fmt.Sprintf("%s/merge=%t/distinct=%t/verified=%t", name, f.merge, f.distinct, verified), func(t *testing.T) {
					t.Parallel()
					w := newWorld(t, "7.1.0", nil)
					bob, err := w.Create(t.Context(), account.NewUser{Username: "bob", Name: "Bob Local", Email: "bob@rocket.test", Verified: verified, Password: "bob-secret", Active: true})
					require.NoError(t, err)
					m := mapped(f.merge, f.distinct)
					m.EmailField = row.claims["email"] != nil || row.claims == nil
					identity := person(m, row.claims)
					checkOutcome(t, w, bob, identity, want, verified)
					before := w.stored(t, "bob")
					checkOutcome(t, w, bob, identity, want, verified)
					if !want.in {
						require.Empty(t, cmp.Diff(before, w.stored(t, "bob"), withoutSessions()), "a second try after a failure writes nothing more")
					}
				})
			}
		}
	}
}

// withoutSessions leaves out what the password logins of the test write.
func withoutSessions() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool {
		return p.Last().String() == ".LastLogin" || p.Last().String() == `["resume"]`
	}, cmp.Ignore())
}

func checkOutcome(t *testing.T, w *world, bob *account.User, identity account.External, want outcome, verified bool) {
	t.Helper()
	login, err := w.ExternalLogin(t.Context(), identity)
	if want.in {
		require.NoError(t, err)
		require.Equal(t, want.second, login.UserID != bob.ID)
	} else {
		require.Equal(t, masked(), w.body(t, err))
	}
	now := w.stored(t, "bob")
	require.Equal(t, want.name, now.Name)
	require.Equal(t, []account.Email{{Address: want.email, Verified: verified || want.raised}}, now.Emails)
	clavex, _ := now.Services["clavex"].(map[string]any)
	require.Equal(t, want.melded, clavex["id"] == "sub-bob")
	require.Equal(t, want.in && !want.second, clavex["_OAuthCustom"] == true, "the full document comes with a login only")
	checkWipe(t, w, now, verified && want.wipesV || !verified && want.wipesN)
}

func checkWipe(t *testing.T, w *world, u *account.User, wiped bool) {
	t.Helper()
	require.Equal(t, !wiped, u.HasPassword())
	require.Equal(t, wiped, u.RequirePasswordChange)
	_, err := w.LoginWithPassword(t.Context(), account.PasswordLogin{User: "bob", Password: "bob-secret"})
	if !wiped {
		require.NoError(t, err)
		return
	}
	require.Equal(t, "This_email_has_already_been_used_and_has_not_been_verified__Please_change_your_password", u.RequirePasswordChangeReason)
	require.Equal(t, masked(), w.body(t, err))
}

// The 401 answers of observed §B come without any log line (§B.3).
func TestRefusedLoginsLeaveNoLog(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	_, err := w.Create(t.Context(), account.NewUser{Username: "bob", Name: "Bob Local", Email: "bob@rocket.test", Active: true})
	require.NoError(t, err)
	_, err = w.ExternalLogin(t.Context(), person(mapped(false, false), nil))
	require.Equal(t, masked(), w.body(t, err))
	require.Equal(t, "User not found", w.PresentDDP(err)["reason"])
	require.Empty(t, w.log.Lines())
}

func TestLockedOutAccountOpensAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	bob, err := w.Create(t.Context(), account.NewUser{Username: "bob", Name: "Bob Local", Email: "bob@rocket.test", Active: true})
	require.NoError(t, err)
	_, err = w.ExternalLogin(t.Context(), person(mapped(false, false), nil))
	require.Error(t, err)
	login, err := w.ExternalLogin(t.Context(), person(mapped(true, false), nil))
	require.NoError(t, err)
	require.Equal(t, bob.ID, login.UserID)
}

// The truth table of §5.1: user name mapped, local bob, other e-mail. The first
// and the last release of each half of the table play its rows.
func TestMergeTruthTable(t *testing.T) {
	t.Parallel()
	type row struct {
		merge, distinct bool
		reason          string // empty: linked
		code            any
	}
	const exists, taken = "User with username bob already exists", "Username already exists."
	for _, side := range releasetest.Sides(t, release.DistinctServices, "3.4.0", "6.2.12", "6.3.0", "8.9.0") {
		rows := []row{{false, false, exists, "CustomOAuth"}, {true, false, "", nil}}
		if side.Has {
			rows = []row{{false, false, taken, 403}, {true, false, taken, 403}, {false, true, exists, "CustomOAuth"}, {true, true, "", nil}}
		}
		for _, r := range rows {
			t.Run(fmt.Sprintf("%s/merge=%t/distinct=%t", side.Version, r.merge, r.distinct), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, side.Version, nil)
				bob := w.bob(t, "bob@rocket.test")
				login, err := w.ExternalLogin(t.Context(), person(mapped(r.merge, r.distinct), map[string]any{"email": "other@rocket.test"}))
				if r.reason == "" {
					require.NoError(t, err)
					require.Equal(t, bob.ID, login.UserID)
					return
				}
				refused, ok := errors.AsType[*account.Error](err)
				require.True(t, ok, err)
				require.Equal(t, []any{r.code, r.reason}, []any{refused.Code, refused.Reason})
				if !accounttest.Release(t, side.Version).Has(release.MaskedLoginErrors) {
					require.Equal(t, former(r.code, r.reason, r.reason), w.body(t, err))
				}
				require.Nil(t, w.stored(t, "bob").Services["clavex"], "nothing is stored")
			})
		}
	}
}

// The table of lookups in §5.1: by what an account of the same service that got
// another id is found; an identity with _id is looked up by it up to 6.2.
func TestWhichAccountTheMergeHookFinds(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.DistinctServices, "3.12.0", "6.2.12", "6.3.0", "8.9.0") {
		for key, other := range map[string]map[string]any{
			"username": {"email": "other@rocket.test"},
			"email":    {"username": "bobby", "_OAuthCustom": false}, // no melding, so that the hook alone decides
		} {
			for _, distinct := range []bool{false, true} {
				w := newWorld(t, side.Version, nil)
				bob := w.bob(t, "bob@rocket.test")
				m := mapped(true, distinct)
				m.KeyField = key
				login, err := w.ExternalLogin(t.Context(), person(m, other))
				found := err == nil && login.UserID == bob.ID
				require.Equal(t, !side.Has || distinct, found, "%s, key %s, distinct %t", side.Version, key, distinct)
			}
		}
		w := newWorld(t, side.Version, nil)
		w.bob(t, "bob@rocket.test")
		_, err := w.ExternalLogin(t.Context(), person(mapped(true, true), map[string]any{"_id": "sub-bob", "email": "other@rocket.test"}))
		require.Equal(t, side.Has, err == nil, "%s: _id counts before 6.3 only", side.Version)
	}
}

// §14.4: in 3.18.2 merging overwrites the name and keeps the local e-mail, and
// the picture is not fetched.
func TestMergeBeforeEmailsWereCompared(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "3.18.2", nil)
	_, err := w.Create(t.Context(), account.NewUser{Username: "bob", Name: "Bob Local", Email: "bob@rocket.test", Active: true})
	require.NoError(t, err)
	_, err = w.ExternalLogin(t.Context(), person(mapped(true, false), map[string]any{"email": "other@rocket.test", "avatarUrl": "http://idp/p"}))
	require.NoError(t, err)
	bob := w.stored(t, "bob")
	require.Equal(t, "Bob Idp", bob.Name)
	require.Equal(t, []account.Email{{Address: "bob@rocket.test"}}, bob.Emails)
	require.Empty(t, w.avatars.asked())
}

// §14.4: the meld step of 3.18.2.
func TestMeldIn3182(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		verified, merge bool
		key, username   string
		wantName        string
	}{
		"verified":                {true, false, "username", "bobby", "Bob Local"},
		"verified, merge":         {true, true, "username", "bobby", "Bob Local"},
		"verified, merge by mail": {true, true, "email", "bobby", "Bob Idp"},
		"unverified":              {false, false, "username", "bobby", "Bob Local"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "3.18.2", nil)
			bob, err := w.Create(t.Context(), account.NewUser{Username: "bob", Name: "Bob Local", Email: "bob@rocket.test", Verified: c.verified, Password: "x", Active: true})
			require.NoError(t, err)
			m := mapped(c.merge, false)
			m.KeyField = c.key
			login, err := w.ExternalLogin(t.Context(), person(m, map[string]any{"username": c.username}))
			require.NoError(t, err)
			require.Equal(t, bob.ID, login.UserID)
			require.False(t, login.Created)
			now := w.stored(t, "bob")
			require.Equal(t, c.wantName, now.Name)
			require.Equal(t, c.verified, now.HasPassword())
			require.True(t, now.Emails[0].Verified)
		})
	}
}
