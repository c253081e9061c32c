package protocol

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shown is a window with this page.
func shown(t *testing.T, html string) *window { return page(t, html).tab }

func TestCallbackIsRead(t *testing.T) {
	t.Parallel()
	for html, want := range map[string]handover{
		// As Meteor renders it (§7.1).
		`<div id="config" style="display:none;">{"setCredentialToken":true,"credentialToken":"t-1_x","credentialSecret":"s","storagePrefix":"Meteor.oauth.credentialSecret-","redirectUrl":"https:&#x2F;&#x2F;chat.test&#x2F;home","isCordova":false}</div>`: {true, "t-1_x", "s", "https://chat.test/home"},
		`<div id="config" style="display:none;">{"setCredentialToken":false,"storagePrefix":"x"}</div>`: {},
		// Escaped twice: once by Meteor inside of the JSON, once by the template.
		`<div id=config>{"setCredentialToken":false,"redirectUrl":"https:&amp;#x2F;&amp;#x2F;chat.test"}</div>`: {RedirectURL: "https://chat.test"},
	} {
		got, err := readHandover(shown(t, html))
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
}

func TestNonsenseCallbacksAreSentences(t *testing.T) {
	t.Parallel()
	for html, want := range map[string]string{
		``:                            "has no div#config",
		`<h1>502 Bad Gateway</h1>`:    "has no div#config",
		`<div id=config></div>`:       "holds no readable JSON",
		`<div id=config>{"setCredent`: "holds no readable JSON",
		`<div id=config>[1,2]</div>`:  "holds no readable JSON",
		`<div id=config>{"setCredentialToken":"yes"}</div>`:                           "holds no readable JSON",
		`<div id=config>{"setCredentialToken":true}</div>`:                            "promises a credential and has none",
		`<div id=config>{"setCredentialToken":true,"credentialToken":"geheim"}</div>`: "promises a credential and has none",
	} {
		_, err := readHandover(shown(t, html))
		require.ErrorContains(t, err, want, html)
		assert.NotContains(t, err.Error(), "geheim")
	}
}

func TestAnswersOfMethods(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{"message":"{\"msg\":\"result\",\"id\":\"1\",\"result\":{\"id\":\"u\"}}","success":true}`:                               `result {"id":"u"}`,
		`{"message":"{\"msg\":\"result\",\"id\":\"1\",\"error\":{\"error\":401,\"reason\":\"User not found\"}}","success":true}`: "User not found [401]",
		`{"message":"{\"msg\":\"result\",\"id\":\"1\",\"error\":{\"error\":\"CustomOAuth\"}}"}`:                                  "[CustomOAuth]",
		`{"message":"{\"msg\":\"result\",\"id\":\"1\",\"error\":{}}","success":true}`:                                            "[undefined]",
		`{"success":false,"error":"Too many requests","errorType":"error-too-many-requests"}`:                                    "Too many requests [error-too-many-requests]",
		`{"message":"no frame"}`: "[undefined]",
		`{}`:                     "[undefined]",
	} {
		result, refused, err := readResult([]byte(raw))
		require.NoError(t, err)
		got := "result " + string(result)
		if refused != nil {
			got = refused.text()
		}
		assert.Equal(t, want, got, raw)
	}
	for _, raw := range []string{``, `<html>`, `[]`, `null x`} {
		_, _, err := readResult([]byte(raw))
		require.EqualError(t, err, "the answer is not Rocket.Chat's JSON", raw)
	}
}
