package protocol

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStatesAreRead(t *testing.T) {
	t.Parallel()
	encoded, err := state{LoginStyle: "redirect", CredentialToken: "t", RedirectURL: "https://chat.test/ä?>"}.encoded()
	require.NoError(t, err)
	s, ok := ReadState(encoded)
	require.True(t, ok)
	assert.Equal(t, State{"redirect", "t", "https://chat.test/ä?>"}, s)
	for _, foreign := range []string{"", "garbage", "[redacted]", "aGVsbG8=", "WzFd"} {
		_, ok := ReadState(foreign)
		assert.False(t, ok, foreign)
	}
}

func TestCallbackPagesAreRead(t *testing.T) {
	t.Parallel()
	c, ok := ReadCallback(`<!DOCTYPE html><html><body><div id="config" style="display:none;">{"setCredentialToken":true,"credentialToken":"t","credentialSecret":"s","redirectUrl":"https:&#x2F;&#x2F;chat.test&#x2F;"}</div>
		<script type="text/javascript" src="/chat/packages/oauth/end_of_redirect_response.js"></script></body></html>`)
	require.True(t, ok)
	assert.Equal(t, Callback{Credential: true, RedirectURL: "https://chat.test/", Style: "redirect"}, c)
	_, ok = ReadCallback("<h1>502</h1>")
	assert.False(t, ok)
}

func TestLoginAnswersAreRead(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]*Refusal{
		`{"message":"{\"msg\":\"result\",\"result\":{\"id\":\"u\",\"token\":\"t\"}}","success":true}`:                                                nil,
		`{"status":"success","data":{"userId":"u"}}`:                                                                                                 nil,
		`{"message":"{\"msg\":\"result\",\"error\":{\"error\":401,\"reason\":\"User not found\"}}","success":true}`:                                  {ID: "401", Reason: "User not found"},
		`{"message":"{\"msg\":\"result\",\"error\":{\"error\":\"totp-required\",\"reason\":\"TOTP Required\",\"details\":{\"method\":\"email\"}}}"}`: {ID: "totp-required", Reason: "TOTP Required", Method: "email"},
		`{"message":"{\"msg\":\"result\",\"error\":{}}","success":true}`:                                                                             {},
		`{"status":"error","error":"Unauthorized","message":"Unauthorized"}`:                                                                         {ID: "Unauthorized", Reason: "Unauthorized"},
		`{"status":"error","message":"Service data for service clavex must include id"}`:                                                             {Reason: "Service data for service clavex must include id"},
		`{"status":"error","error":403,"details":"text","message":"Username already exists."}`:                                                       {ID: "403", Reason: "Username already exists."},
		`{"success":false,"error":"Error, too many requests. Please slow down. [error-too-many-requests]","errorType":"error-too-many-requests"}`:    {ID: "error-too-many-requests", Reason: "Error, too many requests. Please slow down. [error-too-many-requests]"},
	} {
		got, err := ReadLogin([]byte(raw))
		require.NoError(t, err)
		assert.Equal(t, want, got, raw)
	}
	_, err := ReadLogin([]byte("<html>"))
	require.Error(t, err)
}

func TestFormsMayLead(t *testing.T) {
	t.Parallel()
	h := http.Header{"Content-Security-Policy": {"form-action 'self' https:"}}
	assert.True(t, FormMayLead(address(t, idURL), h, address(t, "https://chat.test/_oauth/x")))
	assert.False(t, FormMayLead(address(t, idURL), h, address(t, "http://chat.test/_oauth/x")))
	assert.True(t, Severs(address(t, idURL), http.Header{"Cross-Origin-Opener-Policy": {"same-origin"}}))
	assert.False(t, Severs(address(t, idURL), nil))
}
