package doctor

import (
	"slices"

	"gonogo/internal/doctor/diagnosis"
)

// ordered puts the findings into the order in which they explain each other,
// each cause once but for settings, and leaves out what another one explains.
func ordered(findings []diagnosis.Finding) []diagnosis.Finding {
	has := func(c diagnosis.Cause) bool {
		return slices.ContainsFunc(findings, func(f diagnosis.Finding) bool { return f.Cause == c })
	}
	told := map[diagnosis.Cause]bool{}
	kept := []diagnosis.Finding{}
	for _, f := range findings {
		again := told[f.Cause] && f.Cause != diagnosis.SettingDiffers && f.Cause != diagnosis.ReleaseBug
		if again || slices.ContainsFunc(explainers(f.Cause), has) {
			continue
		}
		told[f.Cause] = true
		kept = append(kept, f)
	}
	slices.SortStableFunc(kept, func(a, b diagnosis.Finding) int { return rank(a.Cause) - rank(b.Cause) })
	return kept
}

// explainers are the causes that bring a cause about: naming it beside one of
// them would say one thing twice.
func explainers(c diagnosis.Cause) []diagnosis.Cause {
	switch c {
	case diagnosis.ServiceDisabled:
		return []diagnosis.Cause{diagnosis.DisabledMeanwhile}
	case diagnosis.SecondFactorAsked:
		return []diagnosis.Cause{diagnosis.EmailCodeAsked}
	case diagnosis.AccountDeactivated: // nobody can tell one that waits from one that was switched off
		return []diagnosis.Cause{diagnosis.ApprovalPending}
	case diagnosis.ButtonHidden:
		return []diagnosis.Cause{diagnosis.ServiceMissing, diagnosis.ServiceDisabled}
	case diagnosis.ProviderUnreachable:
		return []diagnosis.Cause{diagnosis.URLWrong}
	case diagnosis.AuthorizePathWrong, diagnosis.TokenPathWrong, diagnosis.IdentityPathWrong:
		return []diagnosis.Cause{diagnosis.URLWrong, diagnosis.URLTrailingSlash}
	case diagnosis.RedirectNotRegistered:
		return []diagnosis.Cause{diagnosis.ClientUnknown, diagnosis.StyleAddsClose}
	case diagnosis.SecretWrong, diagnosis.TokenWayRefused:
		return []diagnosis.Cause{diagnosis.ClientUnknown}
	}
	return nil
}

// rank is the place of a cause: on the way of a login, from the button to the
// account. Accounts and attempts come behind, and other settings last.
func rank(c diagnosis.Cause) int {
	way := way()
	switch i := slices.Index(way, c); {
	case i >= 0:
		return i
	case c == diagnosis.SettingDiffers:
		return len(way) + 1
	}
	return len(way)
}

// blocks tells whether a cause stops every login, whoever comes.
func blocks(c diagnosis.Cause) bool { return slices.Contains(way(), c) }

// way are the causes that stop every login, in the order in which one meets them.
func way() []diagnosis.Cause {
	return []diagnosis.Cause{
		diagnosis.ServiceMissing, diagnosis.ServiceDisabled, diagnosis.ButtonHidden, diagnosis.ReleaseBug, diagnosis.SiteURLDiffers,
		diagnosis.URLWrong, diagnosis.URLTrailingSlash, diagnosis.ProviderUnreachable, diagnosis.CertificateUntrusted,
		diagnosis.AuthorizePathWrong, diagnosis.AuthorizeDown, diagnosis.AuthorizeFailing,
		diagnosis.ClientUnknown, diagnosis.RedirectNotRegistered, diagnosis.StyleAddsClose, diagnosis.ScopeRefused,
		diagnosis.LoginRequired, diagnosis.ProviderError, diagnosis.PopupCut, diagnosis.FormBlocked,
		diagnosis.TokenPathWrong, diagnosis.TokenDown, diagnosis.TokenSlow, diagnosis.TokenFailing, diagnosis.TokenNotJSON,
		diagnosis.TokenError, diagnosis.TokenMissing, diagnosis.TokenWayRefused, diagnosis.SecretWrong,
		diagnosis.IdentityPathWrong, diagnosis.IdentityDown, diagnosis.IdentitySlow, diagnosis.IdentityFailing,
		diagnosis.IdentityNotJSON, diagnosis.IdentityWayRefused, diagnosis.IdentityWithoutID,
	}
}
