package clavex

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

// logins are those of all accounts, so that the administration can list them.
type logins struct {
	mu  sync.Mutex
	all []string
}

func (l *logins) add(login string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.Contains(l.all, login) {
		l.all = append(l.all, login)
	}
}

func (l *logins) remove(login string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = slices.DeleteFunc(l.all, func(one string) bool { return one == login })
}

func (l *logins) list() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.all)
}

// Put implements provider.Provider.
func (p *Provider) Put(ctx context.Context, person provider.Person) error {
	if err := p.Server.Put(ctx, person); err != nil {
		return err
	}
	p.logins.add(person.Login)
	return nil
}

// Remove implements provider.Provider.
func (p *Provider) Remove(ctx context.Context, login string) error {
	p.logins.remove(login)
	return p.Server.Remove(ctx, login)
}

// shown is an account as the administration shows it (source:
// internal/models/models.go, User).
func (p *Provider) shown(person provider.Person) map[string]any {
	metadata := map[string]any{}
	for name, value := range map[string]string{
		"preferred_username": person.Username, "nickname": person.Nickname, "picture": person.Picture,
	} {
		if value != "" {
			metadata[name] = value
		}
	}
	for name, value := range person.Claims {
		metadata[name] = value
	}
	return map[string]any{
		"id": person.Subject, "org_id": p.org.id, "email": person.Login,
		"first_name": person.GivenName, "last_name": person.FamilyName,
		"is_active": true, "is_email_verified": op.OrElse(person.EmailVerified, true),
		"mfa_required": false, "required_actions": []string{}, "metadata": metadata,
	}
}

// defaultPage is how many entries a list shows without a limit (source:
// internal/models/models.go; 200 at most).
const defaultPage, largestPage = 50, 200

// listUsers finds a part of the address or of a name, in any case, sorted by
// address and in pages (source: internal/repository/users.go, ListByOrgPage).
func (p *Provider) listUsers(w http.ResponseWriter, r *http.Request) {
	wanted := strings.ToLower(r.FormValue("q"))
	var found []provider.Person
	for _, login := range p.logins.list() {
		person, ok := p.People.Find(login)
		text := strings.ToLower(person.Login + "\n" + person.GivenName + "\n" + person.FamilyName)
		if ok && strings.Contains(text, wanted) {
			found = append(found, person)
		}
	}
	slices.SortFunc(found, func(a, b provider.Person) int {
		return cmp.Or(strings.Compare(a.Login, b.Login), strings.Compare(a.Subject, b.Subject))
	})
	page, next := cut(found, func(person provider.Person) string { return person.Subject }, r)
	items := []map[string]any{}
	for _, person := range page {
		items = append(items, p.shown(person))
	}
	showPage(w, items, next)
}

// account finds the person of a path, or answers 400 or 404.
func (p *Provider) account(w http.ResponseWriter, id string) (provider.Person, bool) {
	if !isUUID(id) {
		refuse(w, http.StatusBadRequest, "id must be a valid UUID")
		return provider.Person{}, false
	}
	person, ok := p.People.BySubject(id)
	if !ok {
		refuse(w, http.StatusNotFound, "Not Found")
	}
	return person, ok
}

func (p *Provider) showUser(w http.ResponseWriter, r *http.Request) {
	if person, ok := p.account(w, r.PathValue("id")); ok {
		op.JSON(w, http.StatusOK, p.shown(person))
	}
}

func (p *Provider) deleteUser(w http.ResponseWriter, r *http.Request) {
	person, ok := p.account(w, r.PathValue("id"))
	if !ok {
		return
	}
	if err := p.Remove(r.Context(), person.Login); err != nil {
		refuse(w, http.StatusInternalServerError, "Internal Server Error")
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// endSessions ends the logins and tokens of a person, who stays.
func (p *Provider) endSessions(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if !isUUID(id) {
		refuse(w, http.StatusBadRequest, "user_id must be a valid UUID")
		return
	}
	if person, ok := p.People.BySubject(id); ok {
		if err := p.Server.Remove(r.Context(), person.Login); err != nil {
			refuse(w, http.StatusInternalServerError, "internal server error")
			return
		}
		p.People.Put(person)
	}
	w.WriteHeader(http.StatusNoContent)
}
