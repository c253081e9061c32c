package scenario

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"gonogo/internal/browser"
	"gonogo/internal/guide"
	"gonogo/internal/provider"
)

// authorizeRequest is the request that the browser brings to the provider,
// whatever becomes of it there.
func (p *Person) authorizeRequest(ctx context.Context) (*url.URL, error) {
	prefix := p.run.Guide().ProviderURL + p.run.setting("authorize-path")
	request, err := p.session.Await(ctx, "the request to "+prefix, func(x browser.Exchange) bool {
		return x.Type == "Document" && strings.HasPrefix(x.URL, prefix)
	})
	if err != nil {
		return nil, err
	}
	return url.Parse(request.URL)
}

// BringsTheRegisteredRedirectURI checks that redirect_uri in the authorize
// request is, byte for byte, what the guide told the provider to accept.
func (p *Person) BringsTheRegisteredRedirectURI() {
	p.run.Check("redirect_uri is "+p.run.Guide().RedirectURI, func(ctx context.Context) error {
		request, err := p.authorizeRequest(ctx)
		if err != nil {
			return err
		}
		if got := request.Query().Get("redirect_uri"); got != p.run.Guide().RedirectURI {
			return differs("redirect_uri is %s; the guide registers %s", got, p.run.Guide().RedirectURI)
		}
		return nil
	})
}

// authorizeOrder is the order of the parameters on the wire (§3.1, legacy engine).
func authorizeOrder() []string {
	return []string{"client_id", "redirect_uri", "response_type", "state", "scope"}
}

// BringsTheConfiguredParameters checks the authorize request against the
// guide's settings: address, client, scope, and nothing that was not asked for.
func (p *Person) BringsTheConfiguredParameters() {
	p.run.Check("the authorize request carries the guide's client and scope", func(ctx context.Context) error {
		request, err := p.authorizeRequest(ctx)
		if err != nil {
			return err
		}
		var names []string
		for pair := range strings.SplitSeq(request.RawQuery, "&") {
			name, _, _ := strings.Cut(pair, "=")
			names = append(names, name)
		}
		if got, want := strings.Join(names, " "), strings.Join(authorizeOrder(), " "); got != want {
			return differs("the authorize request has the parameters %s instead of %s", got, want)
		}
		for name, want := range map[string]string{
			"client_id": p.run.configured.ClientID, "scope": p.run.setting("scope"), "response_type": "code",
		} {
			if got := request.Query().Get(name); got != want {
				return differs("%s is %q instead of %q", name, got, want)
			}
		}
		return nil
	})
}

// ReturnsToRocketChat waits until the provider has sent the browser back: the
// callback has been answered.
func (p *Person) ReturnsToRocketChat() {
	p.run.Check("the provider sends her back to Rocket.Chat's callback", func(ctx context.Context) error {
		_, err := p.session.Await(ctx, "the callback's answer", func(x browser.Exchange) bool {
			return strings.HasPrefix(x.URL, p.run.Guide().RedirectURI+"?") && x.Status == 200
		})
		return err
	})
}

// ProviderSawTheTokenRequest checks how the code was exchanged: path and client
// authentication as the guide sets them.
func (r *Run) ProviderSawTheTokenRequest() {
	want := map[string]string{"header": "basic", "payload": "post"}[r.settingOr("token-sent-via", "payload")]
	r.providerSaw("token", r.setting("token-path"), func(q provider.Request) error {
		if q.ClientAuth != want {
			return differs("the client authenticated by %s instead of %s", q.ClientAuth, want)
		}
		return nil
	})
}

// ProviderSawTheIdentityRequest checks how the identity was asked for: path and
// the way of the token as the guide sets them.
func (r *Run) ProviderSawTheIdentityRequest() {
	way := r.settingOr("identity-token-sent-via", "default")
	if way == "default" {
		way = r.settingOr("token-sent-via", "payload")
	}
	want := map[string]string{"header": "header", "payload": "query"}[way]
	r.providerSaw("identity", r.setting("identity-path"), func(q provider.Request) error {
		if q.Bearer != want {
			return differs("the access token came by %s instead of %s", q.Bearer, want)
		}
		return nil
	})
}

// providerSaw finds a request that the provider has seen since the steps began.
// Others may log in at the same time, but with the same settings: the service is
// locked.
func (r *Run) providerSaw(what, path string, check func(provider.Request) error) {
	r.Check(fmt.Sprintf("the %s request reaches %s as configured", what, path), func(context.Context) error {
		if r.seen == nil {
			r.unobserved("the " + what + " request (this provider keeps no record)")
			return nil
		}
		address, err := url.Parse(r.Guide().ProviderURL + path)
		if err != nil {
			return err
		}
		for _, q := range r.seen() {
			if q.Path == address.Path {
				return check(q)
			}
		}
		return differs("the provider saw no request to %s", address.Path)
	})
}

// setting is the value that the service has during the scenario, as text; empty
// where neither the scenario nor the guide gives one.
func (r *Run) setting(topic guide.Topic) string { return r.settingOr(topic, "") }

func (r *Run) settingOr(topic guide.Topic, otherwise string) string {
	suffix := strings.ReplaceAll(string(topic), "-", "_")
	if value, ok := r.scenario.Service[suffix]; ok {
		return fmt.Sprint(value)
	}
	if value, ok := r.configured.Value(suffix); ok {
		return fmt.Sprint(value)
	}
	return otherwise
}

// unobserved reports a check that this stack cannot make; it never counts as passed.
func (r *Run) unobserved(what string) { r.missing = append(r.missing, what) }
