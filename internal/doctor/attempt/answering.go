package attempt

import (
	"net/http"
	"strings"
	"time"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/protocol"
	"gonogo/internal/release"
)

// answered: the answer to the login call names its reason (§5.4, §5.6).
func answered(v view) verdict {
	if !v.called {
		return verdict{}
	}
	where := v.where(v.login.at)
	if v.login.throttled {
		return v.because(diagnosis.RateLimited, where, "429 Too Many Requests", "")
	}
	if v.login.refused == nil {
		return verdict{}
	}
	cause := v.named(v.login.refused)
	if cause == "" {
		return verdict{}
	}
	says := v.because(cause, where, words(v.login.refused), "")
	if fix := wayRound(v.login.refused); cause == diagnosis.ReleaseBug && fix != "" {
		says.findings[0].Fix = fix
	}
	return says
}

// wayRound is what helps where only a release's defect stands in the way (§6.1, §14.3).
func wayRound(r *protocol.Refusal) string {
	switch r.ID {
	case "error-user-has-no-roles":
		return "Set Login Style to Popup, or switch API_Use_REST_For_DDP_Calls off."
	case "error-not-allowed":
		return "Log in again; for other people, switch Allow User Avatar Change on."
	}
	return ""
}

// words are the server's own for a refusal.
func words(r *protocol.Refusal) string {
	switch {
	case r.Reason == "":
		return r.ID
	case r.ID == "":
		return r.Reason
	}
	return r.Reason + " [" + r.ID + "]"
}

// named is the cause that an answer names; "" if it names none.
func (v view) named(r *protocol.Refusal) diagnosis.Cause {
	switch r.ID {
	case "totp-required", "totp-invalid":
		if r.Method == "email" {
			return diagnosis.EmailCodeAsked
		}
		return diagnosis.SecondFactorAsked
	case "error-user-is-not-activated":
		if v.in.ManualApproval == On {
			return diagnosis.ApprovalPending
		}
		return diagnosis.AccountDeactivated
	case "error-login-blocked-for-ip", "error-login-blocked-for-user":
		return diagnosis.LoginBlocked
	case "too-many-requests", "error-too-many-requests":
		return diagnosis.RateLimited
	case "registration-disabled-authentication-services":
		return diagnosis.RegistrationClosed
	case "error-invalid-domain":
		return diagnosis.DomainRefused
	case "error-user-has-no-roles":
		if v.in.Release.Has(release.RESTLoginRace) {
			return diagnosis.ReleaseBug
		}
	case "error-not-allowed":
		if v.in.Release.Has(release.AvatarGateFailsLogin) {
			return diagnosis.ReleaseBug
		}
	}
	return v.told(r.Reason)
}

// told is the cause that an answer's text names.
func (v view) told(reason string) diagnosis.Cause {
	switch {
	case strings.HasPrefix(reason, "User with username ") && strings.HasSuffix(reason, " already exists"):
		return v.clash()
	case reason == "Username already exists.":
		return diagnosis.UsernameTaken
	case reason == "Email already exists.":
		return diagnosis.AccountConflict
	case strings.HasPrefix(reason, "Service data for service ") && strings.HasSuffix(reason, " must include id"):
		return diagnosis.IdentityWithoutID
	}
	return ""
}

// clash is the cause behind the merge hook's refusal. Where the hook finds only
// accounts that carry the identity's id, it can be nobody else's account (§5.1).
func (v view) clash() diagnosis.Cause {
	if v.in.Release.Has(release.DistinctServices) && v.in.DistinctServices == Off {
		return diagnosis.AccountConflict
	}
	return diagnosis.UsernameTaken
}

// keeps is how long Rocket.Chat surely keeps a credential that nobody has picked
// up (§7.4; observed §C: it goes after 60 to 120 s).
const keeps = time.Minute

// expired: the login call came too late for its credential.
func expired(v view) verdict {
	if !v.handed() || !v.called || v.login.noSecret || v.login.refused == nil ||
		!nothingFound(v.login.refused) || v.waited() <= keeps {
		return verdict{}
	}
	return v.because(diagnosis.CredentialExpired, v.where(v.login.at),
		"called "+v.waited().Round(time.Second).String()+" after the callback", "within "+keeps.String())
}

// disabled: the callback of a service that is switched off stores nothing and
// always ends as a popup's (observed §E.2).
func disabled(v view) verdict {
	known := v.back.read || v.called && v.login.noSecret // a popup may be gone before its page is recorded
	if v.stage() != StageCallback || !known {
		return verdict{}
	}
	sent, legible := protocol.ReadState(v.start.state)
	intact := v.started && legible && v.start.state == v.back.given.Get("state")
	otherEnd := intact && sent.LoginStyle == "redirect" && v.back.answer.Style == "popup"
	if v.in.Enabled == Off || otherEnd || intact && v.nothingStored() {
		return v.because(diagnosis.DisabledMeanwhile, v.where(v.back.at), "the callback of a service that is switched off", "")
	}
	return verdict{}
}

// nothingStored tells whether the login call shows that the callback has kept
// neither a credential nor an error: an error would have come back instead.
func (v view) nothingStored() bool {
	return v.called && v.login.noSecret && v.login.at > v.back.at && v.login.refused != nil &&
		nothingFound(v.login.refused) && v.waited() <= keeps
}

// releaseLoses: the credential is there, and this release does not get at it.
func releaseLoses(v view) verdict {
	if !v.handed() || v.style() != "redirect" || v.called && !v.login.noSecret {
		return verdict{}
	}
	if v.in.Release.Has(release.RedirectLoginLost) && strings.Contains(v.userAgent(), "Firefox/") {
		return v.because(diagnosis.ReleaseBug, v.where(v.back.at), "the login page has lost the credential that the callback handed out", "")
	}
	return verdict{}
}

// userAgent is the browser as it calls itself to the callback.
func (v view) userAgent() string {
	for name, value := range v.all[v.back.at].RequestHeaders {
		if http.CanonicalHeaderKey(name) == "User-Agent" {
			return value
		}
	}
	return ""
}
