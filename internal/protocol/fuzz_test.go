package protocol

import (
	"encoding/base64"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What Rocket.Chat's client packs is unpacked again; anything else is refused or
// read, in either alphabet.
func FuzzReadState(f *testing.F) {
	f.Add("popup", "tok-1_x", "https://chat.test/home", "eyJ4Ijo")
	f.Add("redirect", "", "\x00<script>", "====")
	f.Add("\u00e9", "\"\\", "%", "W10=")
	f.Add("", "", "", "bnVsbA")
	f.Fuzz(func(t *testing.T, style, token, redirect, encoded string) {
		_, _ = ReadState(encoded)
		raw, err := json.Marshal(map[string]string{"loginStyle": style, "credentialToken": token, "redirectUrl": redirect})
		require.NoError(t, err)
		var want State
		require.NoError(t, json.Unmarshal(raw, &want))
		for _, alphabet := range []*base64.Encoding{base64.StdEncoding, base64.RawURLEncoding} {
			got, ok := ReadState(alphabet.EncodeToString(raw))
			require.True(t, ok)
			assert.Equal(t, want, got)
		}
	})
}

// Any page is that of a callback, or none.
func FuzzReadCallback(f *testing.F) {
	for _, page := range []string{
		"", `<div id="config" style="display:none;">{"setCredentialToken":true,"credentialToken":"t","credentialSecret":"s","redirectUrl":"https:&#x2F;&#x2F;chat.test"}</div><script src="/packages/oauth/end_of_popup_response.js"></script>`,
		`<div id=config>{"setCredentialToken":false}`, `<svg><div id=config><![CDATA[{}]]>`, `<template><div id=config>{}</div></template>`,
		`<div id=config>&#0;&#xD800;{</div>`, `<table><div id=config><tr>{}`, `<plaintext><div id=config>{}`,
	} {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		got, ok := ReadCallback(page)
		if !ok {
			assert.Zero(t, got)
			return
		}
		assert.Contains(t, []string{"", "popup", "redirect"}, got.Style)
	})
}

// Any answer to a login call is an acceptance, a refusal, or an error that quotes
// nothing of it.
func FuzzReadLogin(f *testing.F) {
	for _, answer := range []string{
		`{"status":"success","data":{"authToken":"t"}}`, `{"status":"error","error":401,"message":"Unauthorized"}`, `{"status":"error","error":null,"details":[]}`,
		`{"message":"{\"msg\":\"result\",\"id\":\"1\",\"error\":{\"error\":\"totp-required\",\"details\":{\"method\":\"email\"}}}"}`,
		`{"message":"{\"error\":[]}"}`, `{"message":7}`, `{}`, `[]`, `null`, ``, `<html>`, `{"status":"error","error":{"error":{}},"details":7}`,
	} {
		f.Add([]byte(answer))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		refused, err := ReadLogin(answer)
		if err != nil {
			assert.Nil(t, refused)
			assert.EqualError(t, err, "the answer is not Rocket.Chat's JSON")
		}
	})
}
