package release_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/release"
)

// One row per switch: releases at its boundaries that have the behaviour, and
// their neighbours that have not.
func TestBehavioursChangeWhereTheTableSays(t *testing.T) {
	t.Parallel()
	rows := map[release.Behaviour]bool{}
	for _, c := range []struct {
		behaviour     release.Behaviour
		with, without []string
	}{
		{release.AddByREST, []string{"3.4.0"}, []string{"3.3.3"}},
		{release.AuthorizeEncoded, []string{"3.4.0"}, []string{"3.3.3"}},
		{release.EnvironmentServices, []string{"3.6.2"}, []string{"3.6.1"}},
		{release.TwoFactorSwitch, []string{"3.18.0"}, []string{"3.17.2"}},
		{release.PasswordSettingForOAuth, []string{"3.9.0"}, []string{"3.8.9"}},
		{release.ProfileGuard, []string{"4.8.0"}, []string{"3.18.2"}},
		{release.AdminTwoFactor, []string{"3.7.0"}, []string{"3.6.3"}},
		{release.OAuthTwoFactor, []string{"3.9.0"}, []string{"3.8.9"}},
		{release.CredentialReusable, []string{"3.9.0"}, []string{"3.8.9"}},
		{release.KeyField, []string{"3.12.0"}, []string{"3.11.5"}},
		{release.GroupsToChannels, []string{"3.8.0"}, []string{"3.7.4"}},
		{release.PremiumMapping, []string{"4.0.0"}, []string{"3.18.2"}},
		{release.RolesToSync, []string{"4.2.0"}, []string{"4.1.2"}},
		{release.CloseOnRedirectURI, []string{"3.18.2", "4.3.3", "4.4.1", "7.1.0"}, []string{"4.4.0"}},
		{release.RemovesEverySetting, []string{"6.4.0"}, []string{"6.3.12"}},
		{release.RemoveByREST, []string{"8.7.0", "9.0.0"}, []string{"8.6.2"}},
		{release.OplogTailing, []string{"3.18.2", "6.13.1"}, []string{"7.0.0"}},
		{release.ReactLoginPage, []string{"5.4.0"}, []string{"5.3.6"}},
		{release.LoginFieldUsername, []string{"5.4.0", "6.13.1"}, []string{"5.3.6", "7.0.0"}},
		{release.SignUpPageServices, []string{"5.3.6"}, []string{"5.4.0"}},
		{release.LoginErrorToast, []string{"5.3.6"}, []string{"5.4.0"}},
		{release.LoginErrorKnownIDs, []string{"6.3.0", "6.6.10"}, []string{"6.2.12", "6.7.0"}},
		{release.LoginErrorReason, []string{"6.7.0"}, []string{"6.6.10"}},
		{release.ButtonColours, []string{"3.18.2", "5.3.6", "7.0.0"}, []string{"5.4.0", "6.13.1"}},
		{release.Health, []string{"5.3.0"}, []string{"5.2.9"}},
		{release.Livez, []string{"7.11.0"}, []string{"7.10.9"}},
		{release.MergeRewritesEmail, []string{"5.4.0"}, []string{"5.3.9"}},
		{release.EmailCaseInsensitive, []string{"5.3.1"}, []string{"5.3.0"}},
		{release.EmailLowerCased, []string{"5.2.0"}, []string{"5.1.5"}},
		{release.NoEmailLocksOut, []string{"5.4.0", "6.3.0"}, []string{"5.3.9", "6.3.1"}},
		{release.TokenParamsInQuery, []string{"6.3.0"}, []string{"6.2.12", "6.3.1"}},
		{release.ErrorsCarryBody, []string{"6.2.12"}, []string{"6.3.0"}},
		{release.DistinctServices, []string{"6.3.0"}, []string{"6.2.12"}},
		{release.NoAvatarAtCreation, []string{"6.3.0", "9.0.0"}, []string{"6.2.12"}},
		{release.AvatarGuard, []string{"8.2.0"}, []string{"8.1.8"}},
		{release.AvatarURLGuard, []string{"7.1.0"}, []string{"7.0.9"}},
		{release.AvatarNeedsLogin, []string{"6.12.0"}, []string{"6.11.3"}},
		{release.AvatarGateFailsLogin, []string{"6.2.12"}, []string{"6.3.0"}},
		{release.CustomButtonDead, []string{"6.6.0"}, []string{"6.5.8", "6.6.1"}},
		{release.RedirectLoginLost, []string{"6.4.0", "6.4.5"}, []string{"6.3.12", "6.4.6"}},
		{release.RESTLoginRace, []string{"3.18.2", "5.4.10"}, []string{"6.0.0"}},
		{release.MaskedLoginErrors, []string{"7.0.0"}, []string{"6.13.1"}},
		{release.StoredErrorUnreadable, []string{"7.0.0", "8.9.0"}, []string{"6.13.1"}},
		{release.FirstLoginRolesLost, []string{"7.0.0", "7.4.5"}, []string{"6.13.1", "7.5.0"}},
		{release.SSRFGuardOnLogin, []string{"8.2.0"}, []string{"8.1.8", "8.2.1"}},
		{release.EmailCodeForOAuthUsers, []string{"6.13.0"}, []string{"6.12.3"}},
		{release.OAuthUserFlag, []string{"7.0.0"}, []string{"6.13.1"}},
		{release.ShortVersion, []string{"4.0.0"}, []string{"3.18.2"}},
		{release.ModernFlow, []string{"8.7.0", "8.9.0"}, []string{"8.6.2", "9.0.0"}},
		{release.PremiumOAuth, []string{"9.0.0"}, []string{"8.9.0"}},
	} {
		rows[c.behaviour] = true
		for _, version := range c.with {
			assert.True(t, mustNew(t, version).Has(c.behaviour), "%s at %s", c.behaviour, version)
		}
		for _, version := range c.without {
			assert.False(t, mustNew(t, version).Has(c.behaviour), "%s at %s", c.behaviour, version)
		}
	}
	for _, s := range release.Switches() {
		assert.True(t, rows[s.Behaviour], "%s has no row", s.Behaviour)
	}
}

func TestEverySwitchNamesItsSource(t *testing.T) {
	t.Parallel()
	seen := map[release.Behaviour]bool{}
	for _, s := range release.Switches() {
		assert.NotEmpty(t, s.Source, s.Behaviour)
		assert.False(t, seen[s.Behaviour], "%s is listed twice", s.Behaviour)
		seen[s.Behaviour] = true
	}
}

// §10.2: the MongoDB that each major and minor of Rocket.Chat supports.
func TestListedReleasesRunOnASupportedMongoDB(t *testing.T) {
	t.Parallel()
	supported := map[string][]string{
		"<4.0.0":          {"3.4", "3.6", "4.0"},
		">=4.0.0, <5.0.0": {"3.6", "4.0", "4.2", "4.4", "5.0"},
		">=5.0.0, <6.0.0": {"4.2", "4.4", "5.0"},
		">=6.0.0, <7.0.0": {"4.4", "5.0", "6.0"},
		">=7.0.0, <8.0.0": {"5.0", "6.0", "7.0"},
		">=8.0.0, <8.2.0": {"8.2"},
		">=8.2.0":         {"8.0"},
	}
	c, err := release.Load(fixtures.Files)
	require.NoError(t, err)
	for _, r := range c.Releases {
		assert.Regexp(t, `/rocket\.chat:`+regexp.QuoteMeta(r.Version)+`$`, r.Image)
		assert.NotEmpty(t, r.Note, r.Version)
		for constraint, versions := range supported {
			in, err := r.In(constraint)
			require.NoError(t, err)
			if in {
				assert.Contains(t, versions, strings.TrimPrefix(r.MongoImage, "mongo:"), r.Version)
			}
		}
	}
}

func TestBadInputIsOneSentence(t *testing.T) {
	t.Parallel()
	_, err := release.New("latest")
	require.ErrorContains(t, err, `release "latest" is not a version such as 7.1.0`)

	c, err := release.Load(fstest.MapFS{"releases.yaml": {Data: []byte("default: 7.1.0\nreleases: [{version: 8.9.0}, {version: 7.1.0}]")}})
	require.NoError(t, err)
	assert.Equal(t, []string{"7.1.0", "8.9.0"}, c.Versions(), "oldest first")
	_, err = c.Find("6.0.0")
	require.EqualError(t, err, `unknown Rocket.Chat release "6.0.0"; known releases: 7.1.0, 8.9.0`)

	_, err = release.Load(fstest.MapFS{"releases.yaml": {Data: []byte("default: 9.9.9\nreleases: [{version: 8.9.0}]")}})
	require.EqualError(t, err, `releases.yaml: default: unknown Rocket.Chat release "9.9.9"; known releases: 8.9.0`)

	_, err = release.Load(fstest.MapFS{})
	require.True(t, err != nil && strings.HasPrefix(err.Error(), "reading the list of releases:"), err)
}

func TestReleaseThatIsNotListedTakesTheDatabaseOfTheNearestLowerOne(t *testing.T) {
	t.Parallel()
	c, err := release.Load(fstest.MapFS{"releases.yaml": {Data: []byte(
		"default: 8.9.0\nreleases: [{version: 6.13.1, image: 'r/chat:6.13.1', mongo: 'mongo:6.0'}, {version: 8.9.0, image: 'r/chat:8.9.0', mongo: 'mongo:8.0'}]")}})
	require.NoError(t, err)
	r, err := c.Resolve("7.3.6")
	require.NoError(t, err)
	assert.Equal(t, []string{"7.3.6", "6.13.1", "r/chat:7.3.6", "mongo:6.0"}, []string{r.Version, r.Nearest, r.Image, r.MongoImage})
	assert.True(t, r.Has(release.MaskedLoginErrors), "what is known of 7.3.6 itself, not of 6.13.1")
	listed, err := c.Resolve("8.9.0")
	require.NoError(t, err)
	assert.Empty(t, listed.Nearest)
	assert.Negative(t, r.Compare(listed))

	_, err = c.Resolve("6.0.0")
	require.EqualError(t, err, "Rocket.Chat 6.0.0 is older than every known release: 6.13.1, 8.9.0")
	_, err = c.Resolve("latest")
	require.ErrorContains(t, err, `release "latest" is not a version such as 7.1.0`)
	require.ErrorContains(t, err, "known releases: 6.13.1, 8.9.0")
}

func mustNew(t *testing.T, version string) release.Release {
	t.Helper()
	r, err := release.New(version)
	require.NoError(t, err)
	return r
}
