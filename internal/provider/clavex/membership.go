package clavex

import (
	"context"
	"net/http"
	"slices"

	"gonogo/internal/provider/rest"
)

// collection is what an account may belong to: groups or roles.
type collection struct {
	noun string // "group"
	path string
	// list reads all entries.
	list func(context.Context) ([]entry, error)
	// add and remove are the requests that change the account's membership.
	// Both may be repeated (internal/repository, "ON CONFLICT DO NOTHING").
	add, remove func(id string) rest.Request
}

// entry is one group or role.
type entry struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// groups are those of the account. Source: internal/handler/groups.go.
func groups(s *session, a account) collection {
	path := s.org("groups")
	return collection{
		noun: "group", path: path,
		list: func(ctx context.Context) ([]entry, error) { return s.listGroups(ctx, path) },
		add: func(id string) rest.Request {
			return rest.Request{Method: http.MethodPost, Path: s.org("groups", id, "members"), Body: map[string]string{"user_id": a.ID}}
		},
		remove: func(id string) rest.Request {
			return rest.Request{Method: http.MethodDelete, Path: s.org("groups", id, "members", a.ID)}
		},
	}
}

// roles are those of the account. Source: internal/handler/users.go.
func roles(s *session, a account) collection {
	path := s.org("roles")
	return collection{
		noun: "role", path: path,
		list: func(ctx context.Context) ([]entry, error) {
			var all []entry
			err := s.api.Call(ctx, rest.Request{
				Asked: "list the roles", Method: http.MethodGet, Path: path, Accept: []int{http.StatusOK},
			}, &all)
			return all, err
		},
		add: func(id string) rest.Request {
			return rest.Request{Method: http.MethodPut, Path: s.org("roles", id, "users", a.ID)}
		},
		remove: func(id string) rest.Request {
			return rest.Request{Method: http.MethodDelete, Path: s.org("roles", id, "users", a.ID)}
		},
	}
}

// listGroups reads all pages, of at most 200 groups each.
func (s *session) listGroups(ctx context.Context, path string) ([]entry, error) {
	var all []entry
	for after := ""; ; {
		var page struct {
			Items []entry `json:"items"`
			Next  string  `json:"next_cursor"`
		}
		err := s.api.Call(ctx, rest.Request{
			Asked: "list the groups", Method: http.MethodGet,
			Path: path + "?limit=200" + after, Accept: []int{http.StatusOK},
		}, &page)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if page.Next == "" || after == "&after="+page.Next {
			return all, nil
		}
		after = "&after=" + page.Next
	}
}

// belong makes the account a member of the named entries and of no others.
// Entries that are not there yet are created.
func (s *session) belong(ctx context.Context, c collection, names []string) error {
	known, err := c.list(ctx)
	if err != nil {
		return err
	}
	for _, e := range known {
		change, asked := c.remove(e.ID), "take the "+c.noun+" "+e.Name+" away"
		if slices.Contains(names, e.Name) {
			change, asked = c.add(e.ID), "give the "+c.noun+" "+e.Name
		}
		if err := s.change(ctx, change, asked); err != nil {
			return err
		}
	}
	for _, name := range names {
		if slices.ContainsFunc(known, func(e entry) bool { return e.Name == name }) {
			continue
		}
		created, err := s.createEntry(ctx, c, name)
		if err != nil {
			return err
		}
		known = append(known, created)
		if err := s.change(ctx, c.add(created.ID), "give the "+c.noun+" "+name); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) change(ctx context.Context, r rest.Request, asked string) error {
	r.Asked, r.Accept = asked, []int{http.StatusNoContent}
	return s.api.Call(ctx, r, nil)
}

func (s *session) createEntry(ctx context.Context, c collection, name string) (entry, error) {
	asked := rest.Request{
		Asked: "create the " + c.noun + " " + name, Method: http.MethodPost,
		Path: c.path, Body: map[string]string{"name": name}, Accept: []int{http.StatusCreated},
	}
	var created entry
	if err := s.api.Call(ctx, asked, &created); err != nil {
		return entry{}, err
	}
	if created.ID == "" {
		return entry{}, s.api.Unusable(asked, "holds no id")
	}
	return created, nil
}
