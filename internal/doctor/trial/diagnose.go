package trial

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"time"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/protocol"
)

// trier is a trial under way.
type trier struct {
	Case
	config   config
	visit    *protocol.Visit
	http     *http.Client // follows redirects as the server's does, without cookies
	trial    Trial
	findings []diagnosis.Finding
	seen     connection // to the identity endpoint
}

// waits is how long Rocket.Chat waits for an answer (§4.2).
const waits = 20 * time.Second

// Diagnose tries the case. An error means that the trial itself could not be made;
// what the provider does wrong is a finding, and what stops the trial without
// being anybody's fault stands in [Trial.Unseen].
func Diagnose(ctx context.Context, c Case) ([]diagnosis.Finding, Trial, error) {
	t, err := newTrier(c)
	if err != nil {
		return nil, Trial{}, err
	}
	t.run(ctx)
	if err := ctx.Err(); err != nil {
		return nil, t.trial, fmt.Errorf("trying a login at %s: %w", c.Guide.ID, err)
	}
	return t.findings, t.trial, nil
}

func newTrier(c Case) (*trier, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	t := &trier{Case: c, config: config(c.Service)}
	t.Limit = cmp.Or(c.Limit, waits)
	t.ClientID = cmp.Or(c.ClientID, t.config.text("clientId"))
	given := cmp.Or(c.HTTP, http.DefaultClient)
	t.http = &http.Client{Transport: given.Transport}
	visit, err := protocol.NewVisit(protocol.Options{
		Transport: given.Transport, Release: c.Release, Guide: c.Guide.ID, ProviderURL: t.config.endpoint("authorizePath"),
	}, c.RedirectURI)
	if err != nil {
		return nil, fmt.Errorf("preparing a trial: %w", err)
	}
	t.visit = visit
	return t, nil
}

// run goes as far as it gets.
func (t *trier) run(ctx context.Context) {
	if c, ok := t.walk(ctx); ok {
		t.redeem(ctx, c)
	}
}

// redeem does what Rocket.Chat's server does with the code.
func (t *trier) redeem(ctx context.Context, c code) {
	t.trial.Ended = StageToken
	if t.ClientSecret == "" {
		t.unseen("the token request (the client secret is not known)")
		return
	}
	token, ok := t.exchange(ctx, c)
	if !ok {
		return
	}
	t.trial.Ended = StageIdentity
	claims, ok := t.identify(ctx, token)
	if !ok || !t.mapped(claims) {
		return
	}
	t.trial.Ended = StageAccount
	data, err := normalised(claims, t.config)
	if err != nil {
		return // mapped has found it
	}
	t.lookAtPicture(ctx, data)
	if !t.judgeAccount(ctx, data) {
		return
	}
	t.trial.Ended = StageDone
	if t.ServerFailed && len(t.findings) == 0 {
		t.blameServer()
	}
}

// found adds a finding.
func (t *trier) found(cause diagnosis.Cause, where, found, wanted string) {
	f := diagnosis.Explain(cause, t.Guide)
	f.Where, f.Found, f.Wanted = where, found, wanted
	t.findings = append(t.findings, f)
}

func (t *trier) unseen(format string, parts ...any) {
	t.trial.Unseen = append(t.trial.Unseen, fmt.Sprintf(format, parts...))
}
