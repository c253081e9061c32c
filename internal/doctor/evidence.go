package doctor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/doctor/attempt"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/doctor/trial"
)

// judgeEvidence reads the record of a failed login and tries one at the provider.
// What settings and endpoints have shown already explains whatever comes of
// them, but for a service that was still on when the attempt began.
func (e *examination) judgeEvidence(ctx context.Context) error {
	blocked := slices.ContainsFunc(e.report.Findings, func(f diagnosis.Finding) bool { return blocks(f.Cause) })
	serverFailed := false
	if e.Attempt != nil {
		serverFailed = e.judgeAttempt(blocked)
	}
	switch {
	case e.Person == nil:
		return nil
	case blocked:
		e.unseen("what becomes of the test person (what was found has to be mended first)")
		return nil
	}
	return e.try(ctx, serverFailed)
}

// judgeAttempt adds what the record of the attempt tells. It is true if
// Rocket.Chat's server failed after the callback and the record does not say why.
func (e *examination) judgeAttempt(blocked bool) (serverFailed bool) {
	traits := attempt.Read(*e.Attempt)
	e.report.Unseen = append(e.report.Unseen, traits.Unseen...)
	named := attempt.Diagnose(*e.Attempt, e.circumstances())
	for _, f := range named {
		if !blocked || f.Cause == diagnosis.DisabledMeanwhile {
			e.report.Findings = append(e.report.Findings, f)
		}
	}
	return len(named) == 0 && traits.Failed == attempt.StageCallback
}

// circumstances are what is known beside the record of an attempt.
func (e *examination) circumstances() attempt.Circumstances {
	style, distinct := e.config.text("login_style"), e.config.values["merge_users_distinct_services"]
	return attempt.Circumstances{
		Guide: e.Guide, Release: e.release, Service: e.service, LoginStyle: style, SiteURL: e.text(siteURL),
		Enabled: setting(e.config.shown), ManualApproval: setting(e.public[manualApproval]), DistinctServices: setting(distinct),
	}
}

// setting says of a value whether it is on, off or not known.
func setting(value any) attempt.Setting {
	switch value {
	case true:
		return attempt.On
	case false:
		return attempt.Off
	}
	return attempt.Unknown
}

// try logs the test person in at the provider.
func (e *examination) try(ctx context.Context, serverFailed bool) error {
	findings, seen, err := trial.Diagnose(ctx, trial.Case{
		Guide: e.Guide, Release: e.release, Service: e.shown,
		ClientSecret: trial.Secret(e.config.secret), RedirectURI: e.redirectURI(e.URL),
		Person: *e.Person, HTTP: e.HTTP, Users: e.users(), Limit: e.Patience, ServerFailed: serverFailed,
	})
	if err != nil {
		return fmt.Errorf("trying a login at the provider: %w", err)
	}
	if slices.ContainsFunc(findings, clash) {
		// Who has looked at the accounts knows which of the two it is.
		e.report.Findings = slices.DeleteFunc(e.report.Findings, clash)
	}
	e.report.Findings = append(e.report.Findings, findings...)
	e.report.Unseen = append(e.report.Unseen, seen.Unseen...)
	e.judgeDomain(seen)
	return nil
}

// clash is a finding about an account that is in the way.
func clash(f diagnosis.Finding) bool {
	return f.Cause == diagnosis.UsernameTaken || f.Cause == diagnosis.AccountConflict
}

// judgeDomain compares the person's e-mail with the domains that get an account;
// who has one is not asked (§5.3).
func (e *examination) judgeDomain(seen trial.Trial) {
	domains := strings.FieldsFunc(e.text(allowedDomains), func(r rune) bool { return r == ',' || r == ' ' })
	_, domain, ok := strings.Cut(seen.Email, "@")
	if len(domains) == 0 || !ok || seen.Fate != trial.Created || slices.Contains(domains, domain) {
		return
	}
	e.find("", diagnosis.Finding{
		Cause: diagnosis.DomainRefused, Where: allowedDomains, Found: e.text(allowedDomains), Wanted: domain,
		Problem: fmt.Sprintf("Rocket.Chat makes accounts for some domains only, and %s is not among them.", domain),
		Fix:     fmt.Sprintf("Add %s to Allowed Domains List, or empty it.", domain),
	})
}
