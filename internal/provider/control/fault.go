package control

import (
	"crypto/rand"
	"errors"
	"net/http"

	"gonogo/internal/stack/fault"
)

// plant lets the emulator fail until it is told otherwise.
func (h *handler) plant(w http.ResponseWriter, r *http.Request) {
	var wanted planting
	if !read(w, r, &wanted) {
		return
	}
	breaker, ok := h.emulator.(Breaker)
	if !ok {
		refuse(w, http.StatusUnprocessableEntity, "this emulator cannot fail")
		return
	}
	mend, err := breaker.Break(wanted.Fault, wanted.Paths)
	if err != nil {
		told := refusal{Error: err.Error()}
		var cannot *fault.CannotError
		if errors.As(err, &cannot) {
			told.Cannot = cannot.Reason
		}
		write(w, http.StatusUnprocessableEntity, told)
		return
	}
	id := rand.Text()
	h.mu.Lock()
	h.faults[id] = mend
	h.mu.Unlock()
	answer(w, planted{id})
}

// mend ends a failure. One that has ended already, or never was, is no error.
func (h *handler) mend(w http.ResponseWriter, r *http.Request) {
	id, named := parameter(w, r, idParameter)
	if !named {
		return
	}
	h.mu.Lock()
	mend := h.faults[id]
	delete(h.faults, id)
	h.mu.Unlock()
	if mend != nil {
		mend()
	}
	w.WriteHeader(http.StatusNoContent)
}
