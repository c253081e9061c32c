package dex_test

import (
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"
	"golang.org/x/net/html"
	"golang.org/x/oauth2"

	"gonogo/containers"
	"gonogo/containers/dex"
	"gonogo/containers/gateway"
	"gonogo/containers/images"
	"gonogo/containers/images/imagetest"
	"gonogo/internal/simulator/front"
)

const (
	host     = "id.acme.eu"
	issuer   = "https://" + host + "/dex"
	callback = "https://chat.acme.eu/_oauth/dex"
)

// TestDexBehindTheGateway logs in as Rocket.Chat and a browser do, at a Dex that
// is reached through the gateway alone.
func TestDexBehindTheGateway(t *testing.T) {
	t.Parallel()
	imagetest.Need(t, images.Dex, images.Gateway)
	client := start(t)
	ctx := oidc.ClientContext(t.Context(), client)
	provider, err := oidc.NewProvider(ctx, issuer)
	require.NoError(t, err)
	rp := oauth2.Config{
		ClientID: "rocketchat", ClientSecret: "client-secret", RedirectURL: callback, Endpoint: provider.Endpoint(),
		Scopes: []string{oidc.ScopeOpenID, "profile", "email", "groups"},
	}

	t.Run("a person logs in with the form, and the tokens tell who it is", func(t *testing.T) {
		token, err := rp.Exchange(ctx, logIn(t, client, rp.AuthCodeURL("a-state", oidc.Nonce("a-nonce"))))
		require.NoError(t, err)
		raw, _ := token.Extra("id_token").(string)
		identity, err := provider.Verifier(&oidc.Config{ClientID: rp.ClientID}).Verify(ctx, raw)
		require.NoError(t, err)
		require.Equal(t, "a-nonce", identity.Nonce)
		info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
		require.NoError(t, err)
		require.Equal(t, identity.Subject, info.Subject)
		var claims map[string]any
		require.NoError(t, info.Claims(&claims))
		require.Equal(t, "ada@acme.eu", claims["email"])
		require.Equal(t, true, claims["email_verified"])
		require.Equal(t, "Ada Lovelace", claims["name"])
		require.Equal(t, "ada", claims["preferred_username"])
		require.Equal(t, []any{"staff"}, claims["groups"])
		require.NotContains(t, claims, "picture")
	})
	t.Run("a wrong secret is unauthorized", func(t *testing.T) {
		wrong := rp
		wrong.ClientSecret = "another"
		_, err := wrong.Exchange(ctx, logIn(t, client, rp.AuthCodeURL("a-state")))
		var refused *oauth2.RetrieveError
		require.ErrorAs(t, err, &refused)
		require.Equal(t, http.StatusUnauthorized, refused.Response.StatusCode)
		require.Equal(t, "invalid_client", refused.ErrorCode)
	})
	t.Run("a redirect URI that is not registered is refused with a page", func(t *testing.T) {
		refused := get(t, browser(t, client), rp.AuthCodeURL("a-state", oauth2.SetAuthURLParam("redirect_uri", callback+"/")))
		require.Equal(t, http.StatusBadRequest, refused.status)
		require.Contains(t, refused.contentType, "text/html")
	})
}

func TestDexOnAPublishedPort(t *testing.T) {
	t.Parallel()
	imagetest.Need(t, images.Dex)
	c, err := dex.Run(t.Context(), images.Dex, dex.WithIssuer("http://dex.example/dex"))
	testcontainers.CleanupContainer(t, c)
	require.NoError(t, err)
	require.Equal(t, "http://dex.example/dex", c.Issuer())
	address, err := c.Address(t.Context())
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, get(t, http.DefaultClient, address+"/keys").status)
}

// start runs Dex inside and the gateway before it, and returns what reaches it.
func start(t *testing.T) *http.Client {
	t.Helper()
	a, err := front.NewAuthority()
	require.NoError(t, err)
	inside, door := join(t, network.WithInternal()), join(t)
	g, err := gateway.Run(t.Context(), images.Gateway,
		gateway.WithSite(host, "provider:5556"), gateway.WithAuthority(a),
		containers.Join(inside, host), containers.Join(door))
	testcontainers.CleanupContainer(t, g)
	require.NoError(t, err)
	address, err := g.Address(t.Context())
	require.NoError(t, err)
	client := gateway.Client(address, a.CertPool(), host)
	t.Cleanup(client.CloseIdleConnections)
	d, err := dex.Run(t.Context(), images.Dex,
		dex.WithIssuer(issuer), dex.Through(client), dex.SkipApproval(),
		dex.WithClient(dex.Client{ID: "rocketchat", Secret: "client-secret", Name: "Rocket.Chat", RedirectURIs: []string{callback}}),
		dex.WithPerson(dex.Person{
			Email: "ada@acme.eu", Password: "ada's password", Subject: "1815",
			Name: "Ada Lovelace", Username: "ada", Groups: []string{"staff"},
		}),
		containers.Join(inside, "provider"))
	testcontainers.CleanupContainer(t, d)
	require.NoError(t, err)
	return client
}

func join(t *testing.T, opts ...network.NetworkCustomizer) string {
	t.Helper()
	n, err := network.New(t.Context(), opts...)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, n.Remove(context.Background())) })
	return n.Name
}

// logIn walks from the authorize address to the callback and returns the code.
func logIn(t *testing.T, client *http.Client, authorize string) string {
	t.Helper()
	person := browser(t, client)
	form := get(t, person, authorize)
	require.Equal(t, http.StatusOK, form.status)
	require.Equal(t, []string{"login", "password"}, form.inputs)
	filled := url.Values{"login": {"ada@acme.eu"}, "password": {"ada's password"}}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, form.address, strings.NewReader(filled.Encode()))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := person.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	location, err := resp.Location()
	require.NoError(t, err, resp.Status)
	require.Equal(t, "a-state", location.Query().Get("state"))
	return location.Query().Get("code")
}

// browser keeps cookies and follows redirects on the way of client.
func browser(t *testing.T, client *http.Client) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &http.Client{Transport: client.Transport, Jar: jar, CheckRedirect: stopAtCallback}
}

// stopAtCallback follows redirects as a browser does, but not to Rocket.Chat.
func stopAtCallback(req *http.Request, _ []*http.Request) error {
	if req.URL.Host != host {
		return http.ErrUseLastResponse
	}
	return nil
}

// page is what came in the end.
type page struct {
	status               int
	contentType, address string
	inputs               []string // names of the fields of its forms
}

func get(t *testing.T, c *http.Client, address string) page {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	resp, err := c.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	root, err := html.Parse(resp.Body)
	require.NoError(t, err)
	p := page{status: resp.StatusCode, contentType: resp.Header.Get("Content-Type"), address: resp.Request.URL.String()}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if n.Data == "input" && a.Key == "name" {
				p.inputs = append(p.inputs, a.Val)
			}
		}
	}
	return p
}
