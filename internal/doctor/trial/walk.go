package trial

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/doctor/attempt"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/protocol"
)

// code is what the provider sends the person back with. It is never printed.
type code struct{ value, state string }

// walk takes the person to the provider and back.
func (t *trier) walk(ctx context.Context) (code, bool) {
	t.trial.Ended = StageAuthorize
	bounded, cancel := context.WithTimeout(ctx, 2*t.Limit)
	defer cancel()
	service := map[string]any{}
	for field, value := range t.Service {
		service[field] = value
	}
	service["clientId"] = t.ClientID
	if app := t.Person.Authenticator; app != "" {
		t.visit.Carry(func() (string, error) { return app.Code(time.Now()) })
	}
	err := t.visit.Open(bounded, service, t.RedirectURI, t.home())
	refused := attempt.Read(attempt.Attempt{Exchanges: t.visit.Exchanges()}).Authorize >= http.StatusBadRequest
	if err == nil && !refused && t.visit.Returned() == nil {
		t.trial.Ended = StageSignIn
		err = t.visit.SignIn(bounded, t.Person.Login, string(t.Person.Password))
	}
	told := t.readRecord()
	if back := t.visit.Returned(); back != nil && !told && back.Query().Has("code") {
		return code{back.Query().Get("code"), back.Query().Get("state")}, true
	}
	if ctx.Err() == nil && !told {
		t.explainStop(err)
	}
	return code{}, false
}

// home is the page that the state names as the one to go back to.
func (t *trier) home() string {
	at, _, _ := strings.Cut(t.RedirectURI, "/_oauth/")
	return at + "/home"
}

// readRecord lets the record of the way tell what went wrong, as that of a person's
// attempt would; the callback is put behind it as if it had been visited.
func (t *trier) readRecord() bool {
	record := attempt.Attempt{Exchanges: t.visit.Exchanges()}
	if back := t.visit.Returned(); back != nil {
		record.Exchanges = append(record.Exchanges, browser.Exchange{
			Page: "page-1", Method: http.MethodGet, URL: back.String(), Status: http.StatusOK,
		})
	}
	findings := attempt.Diagnose(record, attempt.Circumstances{Guide: t.Guide, Release: t.Release})
	for _, f := range findings {
		if f.Cause != diagnosis.AttemptUnfinished {
			t.findings = append(t.findings, f)
		}
	}
	return len(t.findings) > 0
}

// explainStop says why a person does not get on where no cause is known.
func (t *trier) explainStop(err error) {
	refused, isRefused := errors.AsType[*pages.RefusedError](err)
	switch {
	case protocol.FormBlocked(err):
		t.found(diagnosis.FormBlocked, t.visit.Shows(), t.RedirectURI, "https")
	case errors.Is(err, context.DeadlineExceeded) && t.trial.Ended == StageAuthorize:
		t.found(diagnosis.AuthorizeDown, plain(t.config.endpoint("authorizePath")), "no answer in time", "a login page")
	case errors.Is(err, protocol.ErrNeedsBrowser):
		t.unseen("the login (%s needs a browser)", t.visit.Shows())
	case isRefused:
		t.unseen("what comes after the sign-in (the provider does not let the test person in: %s)", t.withheld(refused.Message))
	case err != nil:
		t.unseen("the login (%s)", t.withheld(err.Error()))
	default:
		t.unseen("the login (the person stays on %s)", t.visit.Shows())
	}
}

// withheld takes the secrets of the case out of others' words.
func (t *trier) withheld(text string) string {
	for _, secret := range []Secret{t.Person.Password, Secret(t.Person.Authenticator), t.ClientSecret} {
		if secret != "" {
			text = strings.ReplaceAll(text, string(secret), "(withheld)")
		}
	}
	return text
}

// again gets another code, in the session that the provider has by now.
func (t *trier) again(ctx context.Context) (code, bool) {
	before, count := t.trial, len(t.findings)
	c, ok := t.walk(ctx)
	t.trial.Ended, t.findings = before.Ended, t.findings[:count]
	return c, ok
}
