package attempt_test

import (
	"encoding/base64"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/browser"
	"gonogo/internal/doctor/attempt"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/release"
)

// example is a handmade attempt and what it must be diagnosed as.
type example struct {
	tape *tape
	in   attempt.Circumstances
	want diagnosis.Cause
	end  attempt.Stage
}

func onTheWay(r release.Release) map[string]example {
	popup, redirect := state("popup", "t1"), state("redirect", "t1")
	severed := browser.Exchange{ResponseHeaders: map[string]string{"Cross-Origin-Opener-Policy": "same-origin"}}
	csp := browser.Exchange{ResponseHeaders: map[string]string{"Content-Security-Policy": "form-action 'self' https:"}}
	form := browser.Exchange{Page: "page-1", Method: "POST", URL: authorize, Status: 302, ResponseHeaders: map[string]string{"Location": "http://chat.test/_oauth/clavex?code=c1"}}
	blocked := newTape()
	blocked.Console = []string{"Error: The login popup was blocked by the browser"}
	told := newTape().leave("redirect", redirect, browser.Exchange{})
	told.Console = []string{`Refused to send form data to 'https://id.test/' because it violates the following Content Security Policy directive: "form-action 'self' https:".`}
	return map[string]example{
		"blocked":              {tape: blocked, want: diagnosis.PopupBlocked, end: attempt.StageStart},
		"nothing at all":       {tape: newTape(), end: attempt.StageStart},
		"cut":                  {tape: newTape().leave("popup", popup, severed).call(nil, unknown(r)), want: diagnosis.PopupCut, end: attempt.StageProvider},
		"cut, callback later":  {tape: newTape().leave("popup", popup, severed).call(nil, unknown(r)).come("popup", good(popup), ending("popup", true, "")), want: diagnosis.PopupCut, end: attempt.StageAccount},
		"closed":               {tape: newTape().leave("popup", popup, browser.Exchange{}).call(nil, unknown(r)), want: diagnosis.PopupClosed, end: attempt.StageProvider},
		"still there":          {tape: newTape().leave("popup", popup, browser.Exchange{}), want: diagnosis.AttemptUnfinished, end: attempt.StageProvider},
		"back button":          {tape: newTape().leave("redirect", redirect, severed).call(nil, unknown(r)), want: diagnosis.AttemptUnfinished, end: attempt.StageProvider},
		"form blocked":         {tape: newTape().leave("redirect", redirect, csp).add(form), want: diagnosis.FormBlocked, end: attempt.StageProvider},
		"form blocked, told":   {tape: told, want: diagnosis.FormBlocked, end: attempt.StageProvider},
		"redirect URI refused": {tape: newTape().leave("redirect", redirect, browser.Exchange{Status: 400, ResponseBody: `{"error":"invalid_request","error_description":"redirect_uri not allowed"}`}), want: diagnosis.RedirectNotRegistered, end: attempt.StageProvider},
		"close refused":        {tape: newTape().leaveTo("popup", popup, callback+"?close", browser.Exchange{Status: 400, ResponseBody: "redirect_uri not allowed"}), want: diagnosis.StyleAddsClose, end: attempt.StageProvider},
		"client refused":       {tape: newTape().leave("redirect", redirect, browser.Exchange{Status: 400, ResponseBody: `<h1>invalid_client</h1>`}), want: diagnosis.ClientUnknown, end: attempt.StageProvider},
		"refused, untold":      {tape: newTape().leave("popup", popup, browser.Exchange{Status: 404, ResponseBody: `<h1>Not here</h1>`}).call(nil, unknown(r)), end: attempt.StageProvider},
		"failing":              {tape: newTape().leave("redirect", redirect, browser.Exchange{Status: 500}), want: diagnosis.AuthorizeFailing, end: attempt.StageProvider},
		"unreachable":          {tape: newTape().leave("redirect", redirect, browser.Exchange{Error: "net::ERR_CONNECTION_REFUSED"}), want: diagnosis.ProviderUnreachable, end: attempt.StageProvider},
		"reset":                {tape: newTape().leave("redirect", redirect, browser.Exchange{Error: "net::ERR_EMPTY_RESPONSE"}), want: diagnosis.AuthorizeDown, end: attempt.StageProvider},
		"given up":             {tape: newTape().leave("popup", popup, browser.Exchange{Error: "net::ERR_ABORTED"}).call(nil, unknown(r)), want: diagnosis.PopupClosed, end: attempt.StageProvider},
		"never answered":       {tape: newTape().leave("popup", popup, browser.Exchange{Error: "net::ERR_ABORTED"}).wait(time.Minute).call(nil, unknown(r)), want: diagnosis.AuthorizeDown, end: attempt.StageProvider},
		"provider throttles":   {tape: newTape().leave("redirect", redirect, browser.Exchange{Status: 429}), want: diagnosis.RateLimited, end: attempt.StageProvider},
	}
}

func onTheWayBack(r release.Release) map[string]example {
	redirect, popup := state("redirect", "t1"), state("popup", "t1")
	away := func() *tape { return newTape().leave("redirect", redirect, browser.Exchange{}) }
	failed := ending("redirect", false, chat+"/home")
	back := func(with url.Values) *tape { return away().come("redirect", with, failed).call(nil, unknown(r)) }
	word := func(error string) *tape {
		return back(url.Values{"error": {error}, "error_description": {"because"}, "state": {redirect}})
	}
	mute := base64.StdEncoding.EncodeToString([]byte(`{"credentialToken":"t1"}`))
	twice := away().come("redirect", good(redirect), ending("redirect", true, chat+"/home")).come("redirect", good(redirect), failed).call("s1", unknown(r))
	elsewhere := newTape().leaveTo("redirect", redirect, "https://127.0.0.1/_oauth/clavex", browser.Exchange{})
	return map[string]example{
		"denied":           {tape: word("access_denied"), want: diagnosis.AccessDenied, end: attempt.StageProvider},
		"login required":   {tape: word("login_required"), want: diagnosis.LoginRequired, end: attempt.StageProvider},
		"scope":            {tape: word("invalid_scope"), want: diagnosis.ScopeRefused, end: attempt.StageProvider},
		"server error":     {tape: word("server_error"), want: diagnosis.ProviderError, end: attempt.StageProvider},
		"no state":         {tape: back(url.Values{"code": {"c1"}}), want: diagnosis.StateMissing, end: attempt.StageCallback},
		"garbage":          {tape: back(good("garbage")), want: diagnosis.StateTampered, end: attempt.StageCallback},
		"never ends":       {tape: away().add(browser.Exchange{Page: "page-1", URL: callback + "?" + good(mute).Encode(), Error: "net::ERR_ABORTED"}), want: diagnosis.StateTampered, end: attempt.StageCallback},
		"other redirect":   {tape: back(good(state("popup", "t1"))), want: diagnosis.StateTampered, end: attempt.StageCallback},
		"foreign":          {tape: away().come("redirect", good(state("redirect", "t2")), ending("redirect", true, chat+"/home")).call(nil, unknown(r)), want: diagnosis.StateForeign, end: attempt.StageAccount},
		"twice":            {tape: twice, want: diagnosis.CallbackReplayed, end: attempt.StageCallback},
		"after the login":  {tape: away().come("redirect", good(redirect), ending("redirect", true, chat+"/home")).call("s1", accepted).come("redirect", good(redirect), failed), want: diagnosis.CallbackReplayed, end: attempt.StageCallback},
		"visited again":    {tape: newTape().come("redirect", good(redirect), failed), want: diagnosis.CallbackReplayed, end: attempt.StageCallback},
		"followed a link":  {tape: newTape().come("redirect", good(redirect), ending("redirect", true, chat+"/home")).call(nil, unknown(r)), want: diagnosis.StateForeign, end: attempt.StageAccount},
		"server failed":    {tape: away().come("redirect", good(redirect), failed).call(nil, bare), end: attempt.StageCallback},
		"disabled, known":  {tape: away().come("redirect", good(redirect), failed), in: attempt.Circumstances{Enabled: attempt.Off}, want: diagnosis.DisabledMeanwhile, end: attempt.StageCallback},
		"disabled, stored": {tape: back(good(redirect)), want: diagnosis.DisabledMeanwhile, end: attempt.StageCallback},
		"disabled, style":  {tape: away().come("redirect", good(redirect), ending("popup", false, "")), want: diagnosis.DisabledMeanwhile, end: attempt.StageCallback},
		"other site":       {tape: elsewhere.come("redirect", good(redirect), failed).call(nil, bare), in: attempt.Circumstances{SiteURL: chat}, want: diagnosis.SiteURLDiffers, end: attempt.StageCallback},
		"same site":        {tape: away().come("redirect", good(redirect), failed).call(nil, bare), in: attempt.Circumstances{SiteURL: chat + ":443/"}, end: attempt.StageCallback},
		"sent elsewhere":   {tape: away().come("redirect", good(redirect), ending("redirect", false, "https://other.test/")).call(nil, unknown(r)), want: diagnosis.SiteURLDiffers, end: attempt.StageCallback},
		"expired":          {tape: newTape().leave("popup", popup, browser.Exchange{}).come("popup", good(popup), ending("popup", true, "")).wait(3*time.Minute).call("s1", unknown(r)), want: diagnosis.CredentialExpired, end: attempt.StageAccount},
	}
}

func atTheEnd(r release.Release) map[string]example {
	popup := state("popup", "t1")
	login := func(frame string) *tape {
		return newTape().leave("popup", popup, browser.Exchange{}).come("popup", good(popup), ending("popup", true, "")).call("s1", frame)
	}
	all := map[string]example{
		"in":                {tape: login(accepted), end: attempt.StageDone},
		"second try":        {tape: login(masked).call("s1", accepted), end: attempt.StageDone},
		"e-mail code":       {tape: login(refusal("totp-required", "TOTP Required", map[string]any{"method": "email"})), want: diagnosis.EmailCodeAsked},
		"second factor":     {tape: login(refusal("totp-required", "TOTP Required", map[string]any{"method": "totp"})), want: diagnosis.SecondFactorAsked},
		"not active":        {tape: login(refusal("error-user-is-not-activated", "User is not activated", nil)), want: diagnosis.AccountDeactivated},
		"approval":          {tape: login(refusal("error-user-is-not-activated", "User is not activated", nil)), in: attempt.Circumstances{ManualApproval: attempt.On}, want: diagnosis.ApprovalPending},
		"blocked address":   {tape: login(refusal("error-login-blocked-for-ip", "x", nil)), want: diagnosis.LoginBlocked},
		"blocked user":      {tape: login(refusal("error-login-blocked-for-user", "x", nil)), want: diagnosis.LoginBlocked},
		"too many":          {tape: login(refusal("too-many-requests", "Error, too many requests.", nil)), want: diagnosis.RateLimited},
		"masked":            {tape: login(masked)},
		"no text":           {tape: login(bare)},
		"username taken":    {tape: login(refusal(403, "Username already exists.", nil)), want: diagnosis.UsernameTaken},
		"e-mail taken":      {tape: login(refusal(403, "Email already exists.", nil)), want: diagnosis.AccountConflict},
		"user exists":       {tape: login(refusal("CustomOAuth", "User with username ada already exists", nil)), want: diagnosis.UsernameTaken},
		"registration shut": {tape: login(refusal("registration-disabled-authentication-services", "x", nil)), want: diagnosis.RegistrationClosed},
		"domain":            {tape: login(refusal("error-invalid-domain", "x", nil)), want: diagnosis.DomainRefused},
		"no id":             {tape: login(refusal(500, "Service data for service clavex must include id", nil)), want: diagnosis.IdentityWithoutID},
	}
	if r.Has(release.DistinctServices) {
		all["own account differs"] = example{tape: login(refusal("CustomOAuth", "User with username ada already exists", nil)),
			in: attempt.Circumstances{DistinctServices: attempt.Off}, want: diagnosis.AccountConflict}
	}
	for name, e := range all {
		if e.end == "" {
			e.end = attempt.StageAccount
			all[name] = e
		}
	}
	return all
}

func TestHandmadeAttempts(t *testing.T) {
	t.Parallel()
	for _, version := range classes() {
		r := newRelease(t, version)
		for _, group := range []map[string]example{onTheWay(r), onTheWayBack(r), atTheEnd(r)} {
			for name, e := range group {
				t.Run(version+"/"+name, func(t *testing.T) {
					t.Parallel()
					e.in.Release = r
					assert.Equal(t, e.want, diagnose(t, e.tape.Attempt, e.in))
					assert.Equal(t, e.end, attempt.Read(e.tape.Attempt).Failed)
				})
			}
		}
	}
}

func TestAReleaseWhoseButtonIsDead(t *testing.T) {
	t.Parallel()
	assert.Equal(t, diagnosis.ReleaseBug, diagnose(t, attempt.Attempt{}, attempt.Circumstances{Release: newRelease(t, "6.6.0")}))
}

// What the answer does not tell is listed as what it may be.
func TestWhatAnAnswerMayMean(t *testing.T) {
	t.Parallel()
	group := atTheEnd(newRelease(t, "7.1.0"))
	assert.Contains(t, attempt.Read(group["masked"].tape.Attempt).May, diagnosis.UsernameTaken)
	assert.Equal(t, []diagnosis.Cause{diagnosis.IdentityWithoutID}, attempt.Read(group["no text"].tape.Attempt).May)
	assert.Empty(t, attempt.Read(group["domain"].tape.Attempt).May)
}

// A popup closes itself as soon as its last page has run, and may be gone before
// that page is recorded. The secret of the login call tells that it had one.
func TestAPopupThatIsGoneBeforeItsPageIsRecorded(t *testing.T) {
	t.Parallel()
	s := state("popup", "t1")
	for secret, want := range map[any]attempt.Stage{"s1": attempt.StageAccount, nil: attempt.StageCallback} {
		gone := newTape().leave("popup", s, browser.Exchange{}).come("popup", good(s), "").call(secret, masked)
		assert.Equal(t, want, attempt.Read(gone.Attempt).Failed)
	}
	off := newTape().leave("popup", s, browser.Exchange{}).come("popup", good(s), "").call(nil, masked)
	in := attempt.Circumstances{Release: newRelease(t, "7.1.0"), Enabled: attempt.Off}
	assert.Equal(t, diagnosis.DisabledMeanwhile, diagnose(t, off.Attempt, in))
}
