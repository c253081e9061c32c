package scenario

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

func TestCodesComeToTheRegisteredAddressOnly(t *testing.T) {
	t.Parallel()
	const registered = "https://rocket.company/_oauth/miniorange"
	for address, want := range map[string]string{
		registered + "?code=abc&state=gonogo":          "abc",
		registered + "?error=access_denied":            "",
		registered + "?code=%zz":                       "",
		registered:                                     "",
		"https://rocket.company/_oauth/other?code=abc": "",
		registered + ".evil.example?code=abc":          "",
	} {
		assert.Equal(t, want, codeOf(address, registered), address)
	}
}

func TestLoginFormIsTheOneWithAPassword(t *testing.T) {
	t.Parallel()
	page, err := html.Parse(strings.NewReader(`<form action="/search"><input type="hidden" name="q" value="1"></form>
		<form action="/moas/login"><input type="hidden" name="transaction" value="t1">
		<label>User <input name="username"></label><input type="password" name="password"></form>`))
	require.NoError(t, err)
	action, fields := loginForm(page)
	assert.Equal(t, "/moas/login", action)
	assert.Equal(t, url.Values{"transaction": {"t1"}}, fields)

	page, err = html.Parse(strings.NewReader(`<form action="/search"><input name="q"></form>`))
	require.NoError(t, err)
	action, _ = loginForm(page)
	assert.Empty(t, action)
	action, _ = loginForm(nil)
	assert.Empty(t, action)
}
