package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/config"
)

func TestSelectionTellsWhatIsNotAtItsDefault(t *testing.T) {
	t.Parallel()
	assert.Empty(t, config.Selection(lookup(nil)))
	assert.Equal(t, "GONOGO_STACK=attached GONOGO_RELEASES=7.1.0,8.9.0 GONOGO_URL=… GONOGO_ADMIN_PASSWORD=…",
		config.Selection(lookup(map[string]string{
			"GONOGO_STACK": "attached", "GONOGO_RELEASES": "7.1.0, 8.9.0", "GONOGO_ENGINE": "chromedp", "GONOGO_SHARD": "a",
			"GONOGO_URL": "https://chat.acme.eu", "GONOGO_ADMIN_PASSWORD": "open sesame", "GONOGO_KEEP": "always",
		})))
}

func TestSecretsAreTheValuesThatMustNotBeTold(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"open sesame", "key"}, config.Secrets(lookup(map[string]string{
		"GONOGO_PROVIDER_TOKEN": "key", "GONOGO_ADMIN_PASSWORD": "open sesame", "GONOGO_ADMIN_USER": "admin", "GONOGO_MONGO_URL": "",
	})))
}
