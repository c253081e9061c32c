package op

import (
	"net/http"
	"slices"
	"sync"
	"time"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/seeded"
)

// Session is a login at the provider itself.
type Session struct {
	ID      string // opaque, also the value of the cookie
	Subject string
	At      time.Time // of the login
}

// Login starts a session for the person and sets its cookie.
func (s *Server) Login(w http.ResponseWriter, person provider.Person) Session {
	session := Session{ID: RandomToken(24), Subject: person.Subject, At: s.now()}
	s.sessions.put(session.ID, session, s.Profile.Lifespans.Session)
	s.setCookie(w, session.ID, int(s.Profile.Lifespans.Session.Seconds()))
	return session
}

// Session is the login of the browser that sent the request.
func (s *Server) Session(r *http.Request) (Session, bool) {
	cookie, err := r.Cookie(s.Profile.SessionCookie)
	if err != nil {
		return Session{}, false
	}
	session, ok := s.sessions.get(cookie.Value)
	if !ok {
		return Session{}, false
	}
	_, ok = s.People.BySubject(session.Subject)
	return session, ok
}

// Logout ends the session of the browser, if it has one.
func (s *Server) Logout(w http.ResponseWriter, r *http.Request) {
	if s.Seeded.Has(seeded.ProviderLogoutIgnored) {
		return
	}
	if cookie, err := r.Cookie(s.Profile.SessionCookie); err == nil {
		s.sessions.remove(cookie.Value)
	}
	s.setCookie(w, "", -1)
}

func (s *Server) setCookie(w http.ResponseWriter, value string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name: s.Profile.SessionCookie, Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: s.base.Scheme == "https", SameSite: http.SameSiteLaxMode,
	})
}

// Interaction is an authorization that waits for the person.
type Interaction struct {
	ID            string
	Authorization Authorization
	Step          string  // the provider's own word for where the person is
	Typed         string  // what the person typed as its name
	Session       Session // once logged in
}

// interactionLifespan is how long a login page may stay open.
const interactionLifespan = time.Hour

// Begin keeps an authorization until the person has answered.
func (s *Server) Begin(a Authorization, step string) Interaction {
	i := Interaction{ID: RandomToken(18), Authorization: a, Step: step}
	s.Keep(i)
	return i
}

// Keep stores a changed interaction.
func (s *Server) Keep(i Interaction) { s.interactions.put(i.ID, i, interactionLifespan) }

// Interaction finds a waiting authorization.
func (s *Server) Interaction(id string) (Interaction, bool) { return s.interactions.get(id) }

// End forgets a waiting authorization.
func (s *Server) End(id string) { s.interactions.remove(id) }

// consents remember which scopes somebody has allowed which client.
type consents struct {
	mu    sync.Mutex
	given map[consentKey][]string
}

type consentKey struct{ subject, client string }

func newConsents() *consents { return &consents{given: map[consentKey][]string{}} }

// Missing lists the scopes, of those given, that the person has not yet allowed.
func (s *Server) Missing(subject, client string, scopes []string) []string {
	if s.Seeded.Has(seeded.ConsentSkipped) {
		return nil
	}
	s.consents.mu.Lock()
	defer s.consents.mu.Unlock()
	given := s.consents.given[consentKey{subject, client}]
	return slices.DeleteFunc(slices.Clone(scopes), func(scope string) bool { return slices.Contains(given, scope) })
}

// Consent remembers that the person has allowed the scopes.
func (s *Server) Consent(subject, client string, scopes []string) {
	s.consents.mu.Lock()
	defer s.consents.mu.Unlock()
	key := consentKey{subject, client}
	s.consents.given[key] = append(s.consents.given[key], scopes...)
}

func (c *consents) forget(subject string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key := range c.given {
		if key.subject == subject {
			delete(c.given, key)
		}
	}
}
