package fault

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
)

// edited lets the provider answer and changes the JSON object of a good answer.
// Everything else is passed on as it is.
func edited(next http.Handler, change func(map[string]any)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		held := &held{header: http.Header{}, status: http.StatusOK}
		next.ServeHTTP(held, r)
		body := held.body.Bytes()
		if object := held.object(); object != nil {
			change(object)
			if changed, err := json.Marshal(object); err == nil {
				body = changed
			}
		}
		maps.Copy(w.Header(), held.header)
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(held.status)
		_, _ = w.Write(body) // the client may be gone
	})
}

// held is an answer that is kept back.
type held struct {
	header http.Header
	status int
	begun  bool
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (h *held) Header() http.Header { return h.header }

// WriteHeader implements http.ResponseWriter; the first one counts.
func (h *held) WriteHeader(status int) {
	if !h.begun {
		h.status, h.begun = status, true
	}
}

// Write implements http.ResponseWriter.
func (h *held) Write(p []byte) (int, error) {
	h.begun = true
	return h.body.Write(p)
}

// object is the body of a good answer; nil if it is none or no JSON object.
// Numbers keep their digits.
func (h *held) object() map[string]any {
	if h.status != http.StatusOK {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(h.body.Bytes()))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		return nil
	}
	return object
}

func withoutAccessToken(answer map[string]any) { delete(answer, "access_token") }

// withoutID removes whatever Rocket.Chat takes for an id (§4.4).
func withoutID(identity map[string]any) {
	for _, name := range []string{"id", "_id", "ID", "user_id", "CharacterID", "phid", "sub", "userid"} {
		delete(identity, name)
	}
	if inner, ok := identity["result"].(map[string]any); ok {
		withoutID(inner)
	}
	if user, ok := identity["user"].(map[string]any); ok {
		for _, name := range []string{"userid", "userid_sec", "user_id"} {
			delete(user, name)
		}
	}
	if metadata, ok := identity["metadata"].(map[string]any); ok {
		delete(metadata, "uid")
	}
	if ocs, ok := identity["ocs"].(map[string]any); ok {
		if data, ok := ocs["data"].(map[string]any); ok {
			delete(data, "id")
		}
	}
}
