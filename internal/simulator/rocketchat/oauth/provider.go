package oauth

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/ssrf"
	"gonogo/internal/simulator/seeded"
)

// provider talks to the token and identity endpoints.
type provider struct {
	client  *http.Client
	timeout time.Duration // of one request
	release release.Release
	seeded  seeded.Set
}

func newProvider(o Options) provider {
	return provider{client: cmp.Or(o.HTTP, http.DefaultClient), timeout: cmp.Or(o.Timeout, 20*time.Second), release: o.Release, seeded: o.Seeded}
}

// answer is a response that was read to its end.
type answer struct {
	status int
	reason string // status text: "Bad Request"
	body   []byte
	url    string // as requested; may hold the access token
}

// do sends the request with the headers of Rocket.Chat and reads the answer.
// Errors carry Node's texts.
func (p provider) do(ctx context.Context, r *http.Request) (answer, error) {
	address := r.URL.String()
	if p.release.Has(release.SSRFGuardOnLogin) && ssrf.Refuses(r.URL.Hostname()) {
		return answer{}, wording("error-ssrf-validation-failed")
	}
	ctx, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
	r.Header.Set("Accept", "application/json")
	// A release build names its Meteor release; the build that was observed had none (observed §F).
	r.Header.Set("User-Agent", "Meteor/none")
	response, err := p.client.Do(r.WithContext(ctx))
	if err != nil {
		return answer{}, p.networkError(ctx, address, err)
	}
	defer func() { _ = response.Body.Close() }()
	return p.read(ctx, address, response)
}
