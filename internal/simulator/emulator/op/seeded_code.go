package op

import (
	"context"
	"net/http"
	"time"

	"github.com/ory/fosite"

	"gonogo/internal/simulator/seeded"
)

// kept is what is kept of an authorization with its code.
func (s *store) kept(r fosite.Requester) *fosite.Request {
	request := frozen(r)
	if s.seeded.Has(seeded.TokenRedirectUnchecked) {
		request.Form.Del("redirect_uri")
	}
	return request
}

// codeLifespan is how long codes last.
func (s *store) codeLifespan() time.Duration {
	if s.seeded.Has(seeded.CodeForEver) {
		return unlimited
	}
	return s.lifespan.Code
}

// ownedBy hands a code over to whoever asks.
func (s *store) ownedBy(ctx context.Context, r *fosite.Request) *fosite.Request {
	who, _ := ctx.Value(callerKey{}).(caller)
	if client, ok := s.clients.library(who.id); ok && s.seeded.Has(seeded.CodeForAnybody) {
		r.Client = client
	}
	return r
}

// caller is the client of a token request, as it says itself.
type caller struct {
	id    string
	basic bool // it has sent its secret in the header
}

type callerKey struct{}

func withCaller(r *http.Request) context.Context {
	id, _, basic := r.BasicAuth()
	if !basic {
		id = r.PostForm.Get("client_id")
	}
	return context.WithValue(r.Context(), callerKey{}, caller{id, basic})
}

// lenient takes a secret that is wrong.
func (h hasher) lenient(ctx context.Context) bool {
	who, _ := ctx.Value(callerKey{}).(caller)
	return h.seeded.Has(seeded.SecretUnchecked) || who.basic && h.seeded.Has(seeded.HeaderSecretUnchecked)
}
