package doctor

import (
	"context"
	"errors"
	"regexp"

	"gonogo/internal/rocketchat"
)

// trace is what a line of the server's log gives away. Lines are never quoted:
// they may hold tokens.
type trace struct{ pattern, meaning string }

// traces are the lines of §4, §8 and §14.5. Errors of the provider are told in
// full up to 6.13; later releases print little of it (§14.7).
func (e *examination) traces() []trace {
	service := regexp.QuoteMeta(e.service.Key)
	return []trace{
		{`unable to verify the first certificate|self[- ]signed certificate|certificate has expired|unable to get local issuer certificate`,
			"Rocket.Chat's server did not trust the provider's certificate"},
		{`Failed to complete OAuth handshake with ` + service, "Rocket.Chat's server got no token from the provider"},
		{`Failed to fetch identity from ` + service, "Rocket.Chat's server got no usable identity from the provider"},
		{`CustomOAuth: Failed to extract username`, "the provider told no user name where Username field looks for it"},
		{`CustomOAuth: Failed to extract email`, "the provider told no e-mail where Email field looks for it"},
		{`is not on the same host as the app`, "somebody came by another address than Site_Url"},
		{`error-user-has-no-roles`, "a login came before its account was ready"},
		{`error-ssrf-validation-failed`, "Rocket.Chat's server refused the provider's address as private"},
	}
}

// noteLog tells what the server's log gives away. It is the past, mended or not,
// and so never more than a note.
func (e *examination) noteLog(ctx context.Context) {
	if e.Admin == nil {
		return
	}
	lines, err := e.Admin.ServerLog(ctx)
	var refused *rocketchat.Error
	if err != nil {
		reason := "no answer"
		if errors.As(err, &refused) {
			reason = refused.Error()
		}
		e.unseen("Rocket.Chat's log (%s)", reason)
		return
	}
	for _, t := range e.traces() {
		pattern := regexp.MustCompile(t.pattern)
		for i := len(lines) - 1; i >= 0; i-- {
			if pattern.MatchString(lines[i].Text) {
				e.note("Rocket.Chat's log, last on %s: %s", lines[i].At.UTC().Format("2006-01-02 15:04:05 UTC"), t.meaning)
				break
			}
		}
	}
}
