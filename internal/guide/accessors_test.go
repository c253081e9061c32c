package guide_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/guide"
)

func TestNewService(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]guide.Service{
		"clavex":    {Name: "Clavex", Key: "clavex"},
		"My-IdP 2":  {Name: "Myidp2", Key: "myidp2"},
		"ACME_sso":  {Name: "Acme_sso", Key: "acme_sso"},
		"Encvoy ID": {Name: "Encvoyid", Key: "encvoyid"},
		"O365":      {Name: "O365", Key: "o365"},
		"2nd":       {Name: "2nd", Key: "2nd"},
		"çé –":      {},
		"":          {},
	} {
		assert.Equal(t, want, guide.NewService(typed), typed)
	}
}

func TestButton(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		guide, release string
		want           guide.Button
	}{
		{"clavex", "8.9.0", guide.Button{Text: "Sign in with Clavex", TextColor: "#FFFFFF", Color: "#1D9E75"}},
		{"clavex", "6.13.1", guide.Button{Text: "Sign in with Clavex"}},
		{"clavex", "3.18.2", guide.Button{Text: "Sign in with Clavex", TextColor: "#FFFFFF", Color: "#1D9E75"}},
		{"encvoy", "8.9.0", guide.Button{Text: "Sign in with Encvoyid", TextColor: "#FFFFFF", Color: "#1d74f5"}},
		{"encvoy", "3.18.2", guide.Button{Text: "", TextColor: "#FFFFFF", Color: "#1d74f5"}},
		{"entra", "7.1.0", guide.Button{Text: "Login via Microsoft", TextColor: "#FFFFFF", Color: "#1d74f5"}},
		{"miniorange", "7.1.0", guide.Button{Text: "Login with miniOrange", TextColor: "#FFFFFF", Color: "#EB5424"}},
	} {
		assert.Equal(t, c.want, load(t, c.guide).Button(version(t, c.release)), "%s at %s", c.guide, c.release)
	}
}

func TestLoginStyle(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"authentik": "redirect", "clavex": "redirect", "encvoy": "popup", "entra": "redirect", "miniorange": "redirect",
	} {
		assert.Equal(t, want, load(t, id).LoginStyle(), id)
	}
	assert.Empty(t, demo(guide.Statement{Label: "Login Style", Value: "Default"}).LoginStyle())
}

func TestSetting(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		guide string
		topic guide.Topic
		want  string
		said  bool
	}{
		{"clavex", "username-field", "preferred_username", true},
		{"clavex", "avatar-field", "picture", true},
		{"miniorange", "username-field", "username", true},
		{"entra", "username-field", "", false},
		{"entra", "id", "{client_id}", true},
		{"entra", "url", "https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555", true},
	} {
		got, said := load(t, c.guide).Setting(c.topic)
		assert.Equal(t, c.want, got, "%s: %s", c.guide, c.topic)
		assert.Equal(t, c.said, said, "%s: %s", c.guide, c.topic)
	}
}
