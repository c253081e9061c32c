package op

import (
	"crypto/subtle"
	"strings"
	"sync"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/seeded"
)

// People are the accounts of a provider, safe for concurrent use.
type People struct {
	// names are what a person may type into the login page.
	names func(provider.Person) []string
	// newSubject makes a "sub" in the provider's own form.
	newSubject func(provider.Person) string
	seeded     seeded.Set

	mu        sync.RWMutex
	byLogin   map[string]provider.Person
	bySubject map[string]string // to login
}

func newPeople(names func(provider.Person) []string, newSubject func(provider.Person) string, faults seeded.Set) *People {
	return &People{
		names: names, newSubject: newSubject, seeded: faults,
		byLogin: map[string]provider.Person{}, bySubject: map[string]string{},
	}
}

// Put creates or replaces the person with this login. Without a subject the
// person keeps the one it has, or is given a new one.
func (p *People) Put(person provider.Person) provider.Person {
	p.mu.Lock()
	defer p.mu.Unlock()
	old, known := p.byLogin[person.Login]
	if person.Subject == "" {
		person.Subject = old.Subject
	}
	if person.Subject == "" {
		person.Subject = p.newSubject(person)
	}
	if known {
		delete(p.bySubject, old.Subject)
	}
	p.byLogin[person.Login] = person
	p.bySubject[person.Subject] = person.Login
	return person
}

// Change applies f to the person with this subject.
func (p *People) Change(subject string, f func(*provider.Person)) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	login, ok := p.bySubject[subject]
	if !ok {
		return false
	}
	person := p.byLogin[login]
	f(&person)
	p.byLogin[login] = person
	return true
}

// Remove deletes the person with this login and returns it.
func (p *People) Remove(login string) (provider.Person, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	person, ok := p.byLogin[login]
	if p.seeded.Has(seeded.RemovedStillKnown) {
		return provider.Person{}, false
	}
	delete(p.byLogin, login)
	delete(p.bySubject, person.Subject)
	return person, ok
}

// BySubject finds a person by its "sub".
func (p *People) BySubject(subject string) (provider.Person, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	login, ok := p.bySubject[subject]
	return p.byLogin[login], ok
}

// Find finds the person who types this name into the login page. Upper and
// lower case are the same there, and space around it is dropped.
func (p *People) Find(typed string) (provider.Person, bool) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return provider.Person{}, false
	}
	p.mu.RLock()
	defer p.mu.RUnlock()
	for _, person := range p.byLogin {
		for _, name := range p.names(person) {
			if strings.EqualFold(name, typed) {
				return person, true
			}
		}
	}
	return provider.Person{}, false
}

// Authenticate finds the person and checks the password. An account without a
// password cannot log in with one.
func (p *People) Authenticate(typed, password string) (provider.Person, bool) {
	person, ok := p.Find(typed)
	if !ok && p.seeded.Has(seeded.StrangersLetIn) {
		return p.Put(provider.Person{Login: typed, Email: typed, Password: password}), true
	}
	if !ok || person.Password == "" {
		return provider.Person{}, false
	}
	if subtle.ConstantTimeCompare([]byte(person.Password), []byte(password)) != 1 && !p.seeded.Has(seeded.PasswordUnchecked) {
		return provider.Person{}, false
	}
	if p.seeded.Has(seeded.FactorSkipped) {
		person.Authenticator = ""
	}
	return person, true
}
