package evidence_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/evidence"
)

// assertHAR checks a file against the schema of HAR 1.2.
func assertHAR(t *testing.T, archive string) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("testdata/har-1.2.schema.json")
	require.NoError(t, err)
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(archive))
	require.NoError(t, err)
	require.NoError(t, schema.Validate(document))
}

func exchanges() []browser.Exchange {
	return []browser.Exchange{
		{
			Page: "page-1", Started: time.Date(2026, 11, 21, 1, 2, 3, 4_000_000, time.UTC), Duration: 1500 * time.Microsecond,
			Type: "Document", Method: "POST", URL: "https://id.acme.eu/acme/authorize?client_id=rc&state=abc&empty",
			RequestHeaders: map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Cookie": "sid=1; lang=en"},
			RequestBody:    "email=ada%40acme.eu&password=hunter2+hunter2",
			Status:         302,
			ResponseHeaders: map[string]string{
				"Location": "https://chat.acme.eu/_oauth/clavex?code=c0de&iss=x", "Set-Cookie": "a=1; Path=/\nb=2",
			},
			RemoteAddr: "127.0.0.1:443",
		},
		{
			Page: "page-2", Started: time.Date(2026, 11, 21, 1, 2, 4, 0, time.UTC), Type: "Fetch", Method: "POST",
			URL: "https://chat.acme.eu/api/v1/login", RequestHeaders: map[string]string{"Content-Type": "application/json"},
			RequestBody: `{"resume":"t0ken"}`, Error: "net::ERR_FAILED",
		},
	}
}

func TestAnArchiveIsAHAR(t *testing.T) {
	t.Parallel()
	for name, some := range map[string][]browser.Exchange{"of nothing": nil, "of exchanges": exchanges()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made := evidence.Creator{Version: "1", Browser: "Chrome/156.0.8078.79"}
			raw, err := json.Marshal(evidence.Archive(some, made, evidence.NewRedactor("hunter2 hunter2")))
			require.NoError(t, err)
			assertHAR(t, string(raw))
			for _, secret := range []string{"hunter2", "c0de", "t0ken", "abc"} {
				assert.NotContains(t, string(raw), secret)
			}
		})
	}
}

func TestAnArchiveTellsWhatWasExchanged(t *testing.T) {
	t.Parallel()
	har := evidence.Archive(exchanges(), evidence.Creator{Version: "1", Browser: "Chrome/156.0"}, evidence.NewRedactor())
	assert.Equal(t, evidence.Product{Name: "Chrome", Version: "156.0"}, har.Log.Browser)
	assert.Len(t, har.Log.Pages, 2)
	require.Len(t, har.Log.Entries, 2)
	first := har.Log.Entries[0]
	assert.Equal(t, "2026-11-21T01:02:03.004Z", first.Started)
	assert.InDelta(t, 1.5, first.Time, 1e-9)
	assert.Equal(t, "127.0.0.1", first.ServerIPAddress)
	assert.Equal(t, []evidence.Pair{{"client_id", "rc"}, {"state", "[redacted]"}, {"empty", ""}}, first.Request.Query)
	assert.Equal(t, []evidence.Pair{{"email", "ada@acme.eu"}, {"password", "[redacted]"}}, first.Request.PostData.Params)
	assert.Equal(t, []evidence.Pair{{"sid", "[redacted]"}, {"lang", "[redacted]"}}, first.Request.Cookies)
	assert.Equal(t, []evidence.Pair{{"a", "[redacted]"}, {"b", "[redacted]"}}, first.Response.Cookies)
	assert.Equal(t, "https://chat.acme.eu/_oauth/clavex?code=[redacted]&iss=x", first.Response.RedirectURL)
	assert.Equal(t, `{"resume":"[redacted]"}`, har.Log.Entries[1].Request.PostData.Text)
	assert.Equal(t, "net::ERR_FAILED", har.Log.Entries[1].Error)
}
