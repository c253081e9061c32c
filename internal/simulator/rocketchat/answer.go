package rocketchat

import (
	"encoding/json"
	"errors"
	"net/http"

	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/avatar"
	"gonogo/internal/simulator/rocketchat/setting"
)

// answer is what an endpoint gives back.
type answer struct {
	status int
	body   map[string]any
}

// success is the usual answer: 200 with success:true.
func success(body map[string]any) answer {
	if body == nil {
		body = map[string]any{}
	}
	body["success"] = true
	return answer{http.StatusOK, body}
}

// refuse makes a Meteor error of a method or an endpoint.
func refuse(code, reason string) *account.Error {
	return &account.Error{Code: code, Reason: reason, Origin: account.Method}
}

// unauthorized is the refusal of a missing permission.
func unauthorized() *account.Error {
	return refuse("error-unauthorized", "User does not have the permissions required for this action")
}

// asError turns the refusals of all parts into one kind; nil if err is none.
func asError(err error) *account.Error {
	if e, ok := errors.AsType[*account.Error](err); ok {
		return e
	}
	if e, ok := errors.AsType[*avatar.Error](err); ok {
		return refuse(e.ID, e.Message)
	}
	if e, ok := errors.AsType[*setting.ValueError](err); ok {
		// Assumption: Rocket.Chat's own text for values of a wrong type is not known.
		return refuse("invalid-params", e.Error())
	}
	if e, ok := errors.AsType[*setting.UnknownError](err); ok {
		// Assumption: seen is the answer of the endpoint only, which has no text.
		return refuse("error-invalid-setting", e.Error())
	}
	return nil
}

// failure renders an error as the REST API does. Only refusals show their text.
func failure(err error) answer {
	if _, ok := errors.AsType[*setting.UnknownError](err); ok {
		return answer{http.StatusBadRequest, map[string]any{"success": false}}
	}
	e := asError(err)
	if e == nil {
		return answer{http.StatusInternalServerError, map[string]any{"success": false, "error": "Internal server error"}}
	}
	body := map[string]any{"success": false, "error": e.Error()}
	switch e.Code {
	case "error-too-many-requests":
		return answer{http.StatusTooManyRequests, body}
	case "error-unauthorized":
		return answer{http.StatusForbidden, body}
	}
	if !e.Plain() {
		body["errorType"] = e.Code
	}
	if e.Details != nil {
		body["details"] = e.Details
	}
	return answer{http.StatusBadRequest, body}
}

// loginNeeded is the answer to a missing or invalid login.
func loginNeeded() answer {
	return answer{http.StatusUnauthorized, map[string]any{"status": "error", "message": "You must be logged in to do this."}}
}

// noEndpoint is the answer to an unknown path below /api/.
func noEndpoint() answer {
	return answer{http.StatusNotFound, map[string]any{"status": "error", "message": "API endpoint does not exist."}}
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		status, text = http.StatusInternalServerError, []byte(`{"success":false,"error":"Internal server error"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(text) // the client may be gone
}
