package evidence_test

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/browser"
	"gonogo/internal/evidence"
)

func TestSecretsOfExchangesAreLearned(t *testing.T) {
	t.Parallel()
	state := base64.StdEncoding.EncodeToString([]byte(`{"loginStyle":"popup","credentialToken":"token-in-the-state"}`))
	for place, x := range map[string]browser.Exchange{
		"query":                 {URL: "https://a.eu/cb?code=told-to-nobody"},
		"fragment":              {URL: "https://a.eu/#access_token=told-to-nobody"},
		"location":              {ResponseHeaders: map[string]string{"location": "/cb?code=told-to-nobody"}},
		"form":                  {RequestHeaders: map[string]string{"content-type": "application/x-www-form-urlencoded"}, RequestBody: "a=b&password=told-to-nobody"},
		"posted document":       {RequestBody: `{"password":"told-to-nobody"}`},
		"document":              {ResponseBody: `{"data":[{"authToken":"told-to-nobody"}]}`},
		"document in a text":    {ResponseBody: `{"message":"{\"result\":{\"token\":\"told-to-nobody\"}}"}`},
		"cookie":                {RequestHeaders: map[string]string{"Cookie": "a=1; rc_token=told-to-nobody"}},
		"new cookie":            {ResponseHeaders: map[string]string{"Set-Cookie": "a=1; Path=/\nsid=told-to-nobody; Secure"}},
		"header":                {RequestHeaders: map[string]string{"X-Auth-Token": "told-to-nobody"}},
		"credentials":           {RequestHeaders: map[string]string{"Authorization": "Bearer told-to-nobody"}},
		"state and what it has": {URL: "https://id.eu/authorize?state=" + state},
	} {
		r := evidence.NewRedactor()
		r.Learn([]browser.Exchange{x})
		assert.NotContains(t, r.String("it was told-to-nobody or token-in-the-state"), map[bool]string{
			true: "token-in-the-state", false: "told-to-nobody",
		}[place == "state and what it has"], place)
	}
}

func TestOrdinaryValuesAreNotLearned(t *testing.T) {
	t.Parallel()
	r := evidence.NewRedactor()
	r.Learn([]browser.Exchange{{URL: "https://a.eu/cb?scope=openid+profile+email&state=on", ResponseBody: `{"name":"Ada of people.example"}`}})
	for _, text := range []string{"openid profile email", "on", "Ada of people.example"} {
		assert.Equal(t, text, r.String(text))
	}
}
