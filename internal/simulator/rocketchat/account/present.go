package account

import (
	"errors"
	"net/http"
	"regexp"

	"gonogo/internal/release"
	"gonogo/internal/simulator/seeded"
)

// unreadable is what releases answer for any error that the OAuth callback had
// stored: reading it fails (§14.7).
const unreadable = "remove +  is not available on the server. Please use removeAsync() instead."

// Present renders a login failure as POST /api/v1/login answers it: HTTP status
// and body (§5.6, observed §0.3 and §G). Failures that are no [Error] are
// answered without their text.
func (a *Accounts) Present(err error) (status int, body map[string]any) {
	e := a.visible(err)
	if e.Reason == "User not found" {
		e = &Error{Code: "Unauthorized", Reason: "Unauthorized"}
	}
	if !a.release.Has(release.MaskedLoginErrors) {
		return http.StatusUnauthorized, formerBody(e)
	}
	body = map[string]any{"status": "error", "message": text(e)}
	if !e.Plain() {
		body["error"] = e.Code
	}
	if e.Details != nil {
		body["details"] = e.Details
	}
	return http.StatusUnauthorized, body
}

// formerBody is the answer up to 6.13, where a plain Error is the 500 that its
// client sees.
func formerBody(e *Error) map[string]any {
	if e.Plain() {
		e = &Error{Code: http.StatusInternalServerError, Reason: "Internal server error"}
	}
	body := map[string]any{"status": "error", "error": e.Code, "reason": e.Reason, "message": text(e)}
	if e.Details != nil {
		body["details"] = e.Details
	}
	return body
}

// text is the reason, or what there is in its place.
func text(e *Error) string {
	if e.Reason == "" {
		return e.Error()
	}
	return e.Reason
}

// PresentDDP renders a failure as the EJSON error of a DDP result (method.call,
// method.callAnon). A plain Error has nothing that serialises, so the page shows
// "[undefined]"; the server log gets its text (§14.5, observed §E.3).
func (a *Accounts) PresentDDP(err error) map[string]any {
	e := a.visible(err)
	if e.Plain() {
		a.logException(withoutQuery(e.Reason))
		return map[string]any{}
	}
	body := map[string]any{
		"isClientSafe": true, "error": e.Code, "message": e.Error(), "errorType": "Meteor.Error",
	}
	if e.Reason != "" { // JSON has no undefined
		body["reason"] = e.Reason
	}
	if e.Details != nil {
		body["details"] = e.Details
	}
	return body
}

// visible is the error that leaves the server: since 7.0 every Meteor error of
// the login handlers is masked, and stored errors cannot be read.
func (a *Accounts) visible(err error) *Error {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return &Error{Reason: "Internal server error"}
	}
	if e.Origin == Stored && a.release.Has(release.StoredErrorUnreadable) {
		return &Error{Reason: unreadable}
	}
	masked := (e.Origin == Handler || e.Origin == Stored) && !a.seeded.Has(seeded.ErrorsUnmasked)
	if masked && !e.Plain() && a.release.Has(release.MaskedLoginErrors) {
		return &Error{Code: http.StatusUnauthorized, Reason: "User not found"}
	}
	return e
}

// withoutQuery cuts the parameters of addresses: the identity request may carry
// the access token there.
func withoutQuery(line string) string {
	return regexp.MustCompile(`\?\S+`).ReplaceAllString(line, "?…")
}
