package control

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"gonogo/internal/provider"
)

// Handler serves the control API of the emulator to whoever has the token.
// Without a token nobody is let in.
func Handler(emulator Emulator, token string) http.Handler {
	h := &handler{emulator: emulator, token: sha256.Sum256([]byte(token)), closed: token == "", faults: map[string]func(){}}
	h.routes = map[string]map[string]http.HandlerFunc{
		readyPath:        {http.MethodGet: h.ready},
		registrationPath: {http.MethodPut: h.register},
		peoplePath:       {http.MethodPut: h.put, http.MethodDelete: h.remove},
		requestsPath:     {http.MethodGet: h.requests},
		secondFactorPath: {http.MethodGet: h.secondFactor},
		faultPath:        {http.MethodPut: h.plant, http.MethodDelete: h.mend},
	}
	return h
}

type handler struct {
	emulator Emulator
	token    [sha256.Size]byte
	closed   bool
	routes   map[string]map[string]http.HandlerFunc // by path, then by method

	mu     sync.Mutex
	faults map[string]func() // mend, by id
}

// ServeHTTP implements http.Handler.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !h.admits(r) {
		w.Header().Set("WWW-Authenticate", "Bearer")
		refuse(w, http.StatusUnauthorized, "the control API asks for its token: Authorization: Bearer …")
		return
	}
	methods, known := h.routes[r.URL.Path]
	if !known {
		refuse(w, http.StatusNotFound, fmt.Sprintf("the control API has no path %s; it has %s",
			r.URL.Path, strings.Join(slices.Sorted(maps.Keys(h.routes)), ", ")))
		return
	}
	serve, known := methods[r.Method]
	if !known {
		allowed := strings.Join(slices.Sorted(maps.Keys(methods)), ", ")
		w.Header().Set("Allow", allowed)
		refuse(w, http.StatusMethodNotAllowed, fmt.Sprintf("%s takes %s, not %s", r.URL.Path, allowed, r.Method))
		return
	}
	serve(w, r)
}

// admits compares digests, so that neither length nor content of the token can
// be told from the time that it takes.
func (h *handler) admits(r *http.Request) bool {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	given := sha256.Sum256([]byte(token))
	same := subtle.ConstantTimeCompare(given[:], h.token[:]) == 1
	return same && !h.closed && strings.EqualFold(scheme, "Bearer")
}

func (h *handler) ready(w http.ResponseWriter, r *http.Request) {
	if err := h.emulator.Ready(r.Context()); err != nil {
		refuse(w, http.StatusServiceUnavailable, fmt.Sprintf("the emulated %s does not answer yet: %v", h.emulator.ID(), err))
		return
	}
	answer(w, readiness{Provider: h.emulator.ID()})
}

func (h *handler) register(w http.ResponseWriter, r *http.Request) {
	var registration provider.Registration
	if !read(w, r, &registration) {
		return
	}
	credentials, err := h.emulator.Register(r.Context(), registration)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, err.Error())
		return
	}
	answer(w, credentials)
}

func (h *handler) put(w http.ResponseWriter, r *http.Request) {
	var person provider.Person
	if !read(w, r, &person) {
		return
	}
	if err := h.emulator.Put(r.Context(), person); err != nil {
		refuse(w, http.StatusUnprocessableEntity, err.Error())
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (h *handler) remove(w http.ResponseWriter, r *http.Request) {
	login, named := login(w, r)
	if !named {
		return
	}
	if err := h.emulator.Remove(r.Context(), login); err != nil {
		refuse(w, http.StatusUnprocessableEntity, err.Error())
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (h *handler) requests(w http.ResponseWriter, _ *http.Request) {
	answer(w, h.emulator.Requests())
}

func (h *handler) secondFactor(w http.ResponseWriter, r *http.Request) {
	login, named := login(w, r)
	if !named {
		return
	}
	secret, asked := h.emulator.SecondFactor(login)
	answer(w, secondFactor{Secret: secret, Asked: asked})
}
