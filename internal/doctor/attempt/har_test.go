package attempt_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor/attempt"
	"gonogo/internal/doctor/diagnosis"
)

// chromium is an archive as Chromium's developer tools save it: documents as pages,
// bodies in base64, and a websocket with the login call.
const chromium = `{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[
{"startedDateTime":"2026-11-21T08:00:00.000Z","time":4,"pageref":"page_1","_resourceType":"websocket","request":{"method":"GET","url":"wss://chat.test/websocket","headers":[]},"response":{"status":101,"headers":[],"content":{}},
 "_webSocketMessages":[
  {"type":"send","time":1795248003.5,"opcode":1,"data":"[\"{\\\"msg\\\":\\\"method\\\",\\\"method\\\":\\\"login\\\",\\\"params\\\":[{\\\"oauth\\\":{\\\"credentialToken\\\":\\\"t\\\",\\\"credentialSecret\\\":null}}],\\\"id\\\":\\\"5\\\"}\"]"},
  {"type":"receive","time":1795248003.9,"opcode":1,"data":"a[\"{\\\"msg\\\":\\\"updated\\\",\\\"methods\\\":[\\\"5\\\"]}\",\"{\\\"msg\\\":\\\"result\\\",\\\"id\\\":\\\"5\\\",\\\"error\\\":{\\\"error\\\":145546287,\\\"reason\\\":\\\"No matching login attempt found\\\"}}\"]"}]},
{"startedDateTime":"2026-11-21T08:00:01.000Z","time":4,"pageref":"page_2","request":{"method":"GET","url":"https://id.test/authorize?client_id=rc&redirect_uri=https%3A%2F%2Fchat.test%2F_oauth%2Fclavex&response_type=code&state=abc","headers":[]},"response":{"status":302,"redirectURL":"https://chat.test/_oauth/clavex?error=access_denied&state=abc","headers":[{"name":"location","value":"https://chat.test/_oauth/clavex?error=access_denied&state=abc"}],"content":{}}},
{"startedDateTime":"2026-11-21T08:00:02.000Z","time":4,"pageref":"page_3","request":{"method":"GET","url":"https://chat.test/_oauth/clavex?error=access_denied&state=abc","headers":[]},"response":{"status":200,"headers":[],"content":{"mimeType":"text/html","encoding":"base64","text":"PGRpdiBpZD0iY29uZmlnIj57InNldENyZWRlbnRpYWxUb2tlbiI6ZmFsc2V9PC9kaXY+"}}}
]}}`

func TestArchivesOfDeveloperTools(t *testing.T) {
	t.Parallel()
	a, err := attempt.ReadHAR(strings.NewReader(chromium))
	require.NoError(t, err)
	require.Len(t, a.Exchanges, 4, "with the call over the websocket")
	assert.Equal(t, "WebSocket", a.Exchanges[3].Type, "in its place")
	assert.Contains(t, a.Exchanges[3].ResponseBody, "145546287")
	assert.Contains(t, a.Exchanges[2].ResponseBody, "setCredentialToken")
	assert.Equal(t, diagnosis.AccessDenied, diagnose(t, a, attempt.Circumstances{Release: newRelease(t, "6.13.1")}))
}

func TestNonsenseArchivesAreSentences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "EOF", "<html>": "it is not of that form", `{"log":7}`: "it is not of that form", `{"log":{"entries":[{"startedDateTime":"c1"`: "EOF",
	} {
		_, err := attempt.ReadHAR(strings.NewReader(text))
		require.ErrorContains(t, err, "reading a HAR archive: ", text)
		require.ErrorContains(t, err, want, text)
	}
	a, err := attempt.ReadHAR(strings.NewReader(`{"log":{"entries":[{}]}}`))
	require.NoError(t, err)
	assert.Equal(t, attempt.StageStart, attempt.Read(a).Failed)
}
