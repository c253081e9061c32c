package guide_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/guide"
)

func loadAll(t *testing.T) []*guide.Guide {
	t.Helper()
	guides, err := guide.LoadAll(fixtures.Files)
	require.NoError(t, err)
	return guides
}

func load(t *testing.T, id string) *guide.Guide {
	t.Helper()
	g, err := guide.Load(fixtures.Files, id)
	require.NoError(t, err)
	return g
}

func TestTheFiveGuides(t *testing.T) {
	t.Parallel()
	var ids []string
	for _, g := range loadAll(t) {
		ids = append(ids, g.ID)
	}
	assert.Equal(t, guide.IDs(), ids)
}

// The guide's own fields repeat what its settings say; they must agree.
func TestFieldsAgreeWithTheSettings(t *testing.T) {
	t.Parallel()
	for _, g := range loadAll(t) {
		url, ok := g.Setting("url")
		assert.True(t, ok, g.ID)
		assert.Equal(t, g.ProviderURL, url, g.ID)
		assert.Equal(t, g.RocketChatURL+"/_oauth/"+guide.NewService(g.Service).Key, g.RedirectURI, g.ID)
		if id, ok := g.Setting("id"); ok && id != "{client_id}" {
			assert.Equal(t, g.Registration.ClientID, id, g.ID)
		}
	}
}

func TestStatementsFollowTheDocument(t *testing.T) {
	t.Parallel()
	for _, g := range loadAll(t) {
		line := 0
		for _, s := range g.Statements {
			assert.GreaterOrEqual(t, s.Line, line, s.ID)
			line = s.Line
		}
	}
}

// What a suite needs of every guide: a way to configure it and an outcome.
func TestEveryGuideCanBeTried(t *testing.T) {
	t.Parallel()
	for _, g := range loadAll(t) {
		for _, topic := range []guide.Topic{
			"enable", "url", "token-path", "identity-path", "authorize-path", "scope", "id", "secret",
			guide.TopicServiceName, guide.TopicRedirectURI, guide.TopicCredentials, guide.TopicLogin,
		} {
			assert.NotEmpty(t, g.About(topic), "%s says nothing about %s", g.ID, topic)
		}
	}
}

func TestWhatIsHardIsThere(t *testing.T) {
	t.Parallel()
	for id, topics := range map[string]map[guide.Topic]int{
		"clavex":     {guide.TopicFieldMap: 4, guide.TopicRegistrationRequest: 2, guide.TopicAvatarSync: 2, guide.TopicReleaseRange: 1},
		"authentik":  {"allow-email-change": 1, "two-factor-authentication": 1, "registration-form": 1, guide.TopicSecondFactor: 1, "bindings": 1, "signing-key": 1},
		"entra":      {"merge-users-distinct-services": 1, guide.TopicButtonOnSignUpPage: 1, guide.TopicPopup: 1, guide.TopicConsent: 1},
		"encvoy":     {guide.TopicProviderPage: 1, guide.TopicRedirectURI: 2, guide.TopicOpenLoginPage: 1},
		"miniorange": {guide.TopicEndpoints: 7, guide.TopicBulkUpload: 7, guide.TopicSelfRegistration: 2, guide.TopicTrustedDevice: 1, guide.TopicClientScopes: 3},
	} {
		g := load(t, id)
		for topic, count := range topics {
			assert.Len(t, g.About(topic), count, "%s: %s", id, topic)
		}
	}
}

func TestClavexTroubleshootingHasFiveRows(t *testing.T) {
	t.Parallel()
	var rows int
	for _, s := range load(t, "clavex").Statements {
		if s.Kind == guide.KindSymptom {
			rows++
			assert.NotEmpty(t, s.Symptom+s.Cause+s.Fix, s.ID)
		}
	}
	assert.Equal(t, 5, rows)
}

func TestRegistration(t *testing.T) {
	t.Parallel()
	assert.Equal(t, guide.Registration{
		ClientID: "rocketchat", Name: "Rocket.Chat", Scopes: []string{"openid", "profile", "email"}, AuthMethod: "client_secret_post",
	}, load(t, "clavex").Registration)
	assert.Equal(t, guide.Registration{Name: "Rocket.Chat"}, load(t, "entra").Registration)
}
