package clavex

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"sync"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

// directory holds what people may belong to: the groups or the roles.
type directory struct {
	request string // the name of the request's type, in the validator's words
	of      func(*provider.Person) *[]string
	paged   bool // groups come in pages, roles do not
	taken   func(http.ResponseWriter)

	mu     sync.Mutex
	byName map[string]string // to id
}

// entry is one group or role as the administration shows it.
type entry struct {
	ID    string `json:"id"`
	OrgID string `json:"org_id"`
	Name  string `json:"name"`
}

// newGroups has no answer of its own for a name that is taken: the unique index
// speaks (source: internal/handler/groups.go).
func newGroups() *directory {
	return &directory{
		request: "createGroupRequest", of: func(p *provider.Person) *[]string { return &p.Groups }, paged: true,
		taken:  func(w http.ResponseWriter) { refuse(w, http.StatusInternalServerError, "internal server error") },
		byName: map[string]string{},
	}
}

// newRoles are without the administrators' role, which belongs to no person
// here (source: internal/handler/users.go).
func newRoles() *directory {
	return &directory{
		request: "createRoleRequest", of: func(p *provider.Person) *[]string { return &p.Roles },
		taken:  func(w http.ResponseWriter) { refuse(w, http.StatusConflict, "role already exists") },
		byName: map[string]string{},
	}
}

func (d *directory) list(org string) []entry {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := []entry{}
	for name, id := range d.byName {
		all = append(all, entry{ID: id, OrgID: org, Name: name})
	}
	slices.SortFunc(all, func(a, b entry) int { return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID)) })
	return all
}

// add returns the new entry, or false where the name is taken.
func (d *directory) add(name string) (id string, added bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, taken := d.byName[name]; taken {
		return "", false
	}
	id = op.RandomUUID()
	d.byName[name] = id
	return id, true
}

func (d *directory) name(id string) (string, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for name, one := range d.byName {
		if one == id {
			return name, true
		}
	}
	return "", false
}

func (p *Provider) createEntry(d *directory) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var wanted struct {
			Name string `json:"name"`
		}
		if !decode(w, r, &wanted) {
			return
		}
		if wanted.Name == "" {
			refuse(w, http.StatusUnprocessableEntity, complaint(d.request, "Name", "required"))
			return
		}
		id, added := d.add(wanted.Name)
		if !added {
			d.taken(w)
			return
		}
		op.JSON(w, http.StatusCreated, entry{ID: id, OrgID: p.org.id, Name: wanted.Name})
	}
}

func (p *Provider) listEntries(d *directory) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		all := d.list(p.org.id)
		if !d.paged {
			op.JSON(w, http.StatusOK, all)
			return
		}
		page, next := cut(all, func(e entry) string { return e.ID }, r)
		showPage(w, page, next)
	}
}

// member makes somebody a member or ends that; both may be repeated.
func (p *Provider) member(w http.ResponseWriter, d *directory, id, user string, belongs bool) {
	name, known := d.name(id)
	if _, exists := p.People.BySubject(user); !known || !exists {
		refuse(w, http.StatusNotFound, "Not Found")
		return
	}
	p.People.Change(user, func(person *provider.Person) {
		names := slices.DeleteFunc(slices.Clone(*d.of(person)), func(one string) bool { return one == name })
		if belongs {
			names = append(names, name)
		}
		*d.of(person) = names
	})
	w.WriteHeader(http.StatusNoContent)
}

// joinGroup reads the account from the body.
func (p *Provider) joinGroup(w http.ResponseWriter, r *http.Request) {
	var wanted struct {
		UserID string `json:"user_id"`
	}
	if !decode(w, r, &wanted) {
		return
	}
	if !isUUID(wanted.UserID) {
		refuse(w, http.StatusUnprocessableEntity, complaint("memberRequest", "UserID", "required"))
		return
	}
	p.member(w, p.groups, r.PathValue("id"), wanted.UserID, true)
}

func (p *Provider) changeMember(d *directory, belongs bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p.member(w, d, r.PathValue("id"), r.PathValue("user"), belongs)
	}
}
