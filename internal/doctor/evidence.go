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
	failed := attempt.StageDone
	if e.Attempt != nil {
		traits := attempt.Read(*e.Attempt)
		failed = traits.Failed
		e.report.Unseen = append(e.report.Unseen, traits.Unseen...)
		for _, f := range attempt.Diagnose(*e.Attempt, e.circumstances()) {
			if !blocked || f.Cause == diagnosis.DisabledMeanwhile {
				e.report.Findings = append(e.report.Findings, f)
			}
		}
	}
	if e.Person == nil {
		return nil
	}
	if blocked {
		e.unseen("what becomes of the test person (what was found has to be mended first)")
		return nil
	}
	return e.try(ctx, failed)
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
func (e *examination) try(ctx context.Context, failed attempt.Stage) error {
	findings, seen, err := trial.Diagnose(ctx, trial.Case{
		Guide: e.Guide, Release: e.release, Service: e.shown,
		ClientSecret: trial.Secret(e.config.secret), RedirectURI: e.redirectURI(e.URL),
		Person: *e.Person, HTTP: e.HTTP, Users: e.users(), Limit: e.Patience, ServerFailed: failed == attempt.StageCallback,
	})
	if err != nil {
		return fmt.Errorf("trying a login at the provider: %w", err)
	}
	e.report.Findings = append(e.report.Findings, findings...)
	e.report.Unseen = append(e.report.Unseen, seen.Unseen...)
	e.judgeDomain(seen)
	return nil
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
