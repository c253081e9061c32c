package front_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/front"
	"gonogo/internal/simulator/seeded"
)

// flawed is a network with one bug, whose servers tell what reaches them and send
// /away to another host.
func flawed(t *testing.T, bug seeded.Name) *http.Client {
	t.Helper()
	a, err := front.NewAuthority()
	require.NoError(t, err)
	n := front.NewNetwork(a)
	n.Plant(seeded.Of(bug))
	require.NoError(t, n.Start(t.Context()))
	t.Cleanup(func() { assert.NoError(t, n.Close()) })
	answer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "1"})
		if r.URL.Path == "/away" {
			http.Redirect(w, r, "https://b.test/here", http.StatusFound)
			return
		}
		_, _ = fmt.Fprintf(w, "%s?%s %s", r.URL.Path, r.URL.RawQuery, r.Header.Get("Authorization"))
	})
	n.Handle("a.test", answer)
	n.Handle("b.test", answer)
	return n.Client()
}

func ask(t *testing.T, c *http.Client, address string) (http.Header, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Basic x")
	answer, err := c.Do(request)
	require.NoError(t, err)
	defer func() { assert.NoError(t, answer.Body.Close()) }()
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer.Header, string(body)
}

func TestPlantedBugsChangeWhatPasses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		bug            seeded.Name
		before, asked  string // addresses; before may be empty
		body, location string
		cookie         bool
	}{
		"sound elsewhere":      {seeded.FrontDropsQuery, "", "/a//b?c=1", "/a//b?c=1 Basic x", "", true},
		"query of callbacks":   {seeded.FrontDropsQuery, "", "/_oauth/x?c=1", "/_oauth/x? Basic x", "", true},
		"slash of callbacks":   {seeded.FrontAddsSlash, "", "/_oauth/x?c=1", "", "/_oauth/x/?c=1", false},
		"slashes":              {seeded.FrontMergesSlashes, "", "/a//b", "/a/b? Basic x", "", true},
		"header":               {seeded.FrontDropsAuthorization, "", "/a", "/a? ", "", true},
		"kept callback":        {seeded.FrontCachesCallback, "/_oauth/x?c=1", "/_oauth/x?c=2", "/_oauth/x?c=1 Basic x", "", true},
		"kept services":        {seeded.FrontCachesServices, "/api/v1/settings.oauth?c=1", "/api/v1/settings.oauth?c=2", "/api/v1/settings.oauth?c=1 Basic x", "", true},
		"redirects":            {seeded.FrontKeepsRedirects, "", "/away", "", "https://a.test/here", true},
		"cookies of redirects": {seeded.FrontDropsCookies, "", "/away", "", "https://b.test/here", false},
		"cookies of pages":     {seeded.FrontDropsCookies, "", "/a", "/a? Basic x", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := flawed(t, c.bug)
			if c.before != "" {
				ask(t, client, "https://a.test"+c.before)
			}
			header, body := ask(t, client, "https://a.test"+c.asked)
			assert.Equal(t, c.location, header.Get("Location"))
			assert.Equal(t, c.cookie, len(header.Values("Set-Cookie")) == 1)
			if c.location == "" {
				assert.Equal(t, c.body, body)
			}
		})
	}
}

func TestAPlantedCertificateIsThatOfTheFirstName(t *testing.T) {
	t.Parallel()
	client := flawed(t, seeded.FrontOtherCertificate)
	ask(t, client, "https://a.test/")
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://b.test/", nil)
	require.NoError(t, err)
	answer, err := client.Do(request)
	if err == nil {
		assert.NoError(t, answer.Body.Close())
	}
	require.ErrorContains(t, err, "certificate is valid for a.test, not b.test")
}
