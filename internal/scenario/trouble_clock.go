package scenario

import (
	"context"
	"fmt"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// SetsTheProvidersClock sets it ahead of Rocket.Chat's, or behind.
func (r *Run) SetsTheProvidersClock(by time.Duration) {
	provider, ok := r.stack.Provider().(interface{ Skew(by time.Duration) })
	if !ok {
		r.cannotHappen("the clock of this stack's provider cannot be set")
	}
	r.Step(fmt.Sprintf("the provider's clock is %s off", by), func(context.Context) error {
		provider.Skew(by)
		r.changed.mend = append(r.changed.mend, func(context.Context) error { provider.Skew(0); return nil })
		return nil
	})
}

// LogsInAtAnotherTime logs in at a provider whose clock is off, and looks whether
// the id token that Rocket.Chat has got is of that time indeed.
func (p *Person) LogsInAtAnotherTime(by time.Duration) Ending {
	started := time.Now()
	ending := p.Attempts()
	if ending != p.run.LoggedIn() {
		return ending
	}
	p.run.Check("her id token is of the provider's time", func(ctx context.Context) error {
		if p.run.stack.Database() == nil {
			p.run.unobserved("the times in the id token (no access to the database)")
			return nil
		}
		token, err := p.idToken(ctx)
		if err != nil {
			return err
		}
		issued, expires := token.IssuedAt.Time(), token.Expiry.Time()
		earliest, latest := started.Add(by).Truncate(time.Second), time.Now().Add(by)
		if issued.Before(earliest) || issued.After(latest) || !expires.After(issued) {
			return differs("it was issued %s before now and lasts %s", time.Since(issued), expires.Sub(issued))
		}
		return nil
	})
	return ending
}

// idToken is the one that Rocket.Chat keeps with the account (§4.6).
func (p *Person) idToken(ctx context.Context) (jwt.Claims, error) {
	var account struct {
		Services map[string]bson.M `bson:"services"`
	}
	users := p.run.stack.Database().Collection("users")
	if err := users.FindOne(ctx, bson.M{"_id": p.account}).Decode(&account); err != nil {
		return jwt.Claims{}, fmt.Errorf("reading her account: %w", err)
	}
	raw, _ := account.Services[p.run.configured.Service.Key]["idToken"].(string)
	token, err := jwt.ParseSigned(raw, []jose.SignatureAlgorithm{jose.RS256, jose.PS256, jose.ES256})
	var claims jwt.Claims
	if err == nil {
		err = token.UnsafeClaimsWithoutVerification(&claims)
	}
	if err != nil || claims.IssuedAt == nil || claims.Expiry == nil {
		return jwt.Claims{}, differs("Rocket.Chat keeps no readable id token with her account")
	}
	return claims, nil
}
