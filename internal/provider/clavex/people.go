package clavex

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"gonogo/internal/provider"
	"gonogo/internal/provider/rest"
)

// account is a person as Clavex keeps it (internal/models/models.go, User).
type account struct {
	ID            string `json:"id"` // UUID, the "sub"
	Email         string `json:"email"`
	EmailVerified bool   `json:"is_email_verified"`
}

// Put implements provider.Provider. An existing account keeps its id, so that
// Rocket.Chat sees the same "sub" before and after; what Clavex cannot express
// is a [CannotError], and then nothing was changed.
func (p *Provider) Put(ctx context.Context, person provider.Person) error {
	wanted, err := newProfile(person)
	if err != nil {
		return err
	}
	if strings.EqualFold(person.Login, p.options.AdminEmail) {
		return &CannotError{Person: person.Login, Why: "this is the administrator that gonogo itself logs in as"}
	}
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	found, err := s.find(ctx, person.Login)
	if err != nil {
		return err
	}
	if err := keepable(person, found); err != nil {
		return err
	}
	if found == nil {
		found, err = s.create(ctx, person, wanted)
	} else {
		err = s.update(ctx, *found, person, wanted)
	}
	if err != nil {
		return err
	}
	return s.complete(ctx, *found, person, wanted)
}

// Remove implements provider.Provider. Sessions go first: the account's own go
// with it, but a browser may hold one.
func (p *Provider) Remove(ctx context.Context, login string) error {
	if strings.EqualFold(login, p.options.AdminEmail) {
		return &CannotError{Person: login, Why: "this is the administrator that gonogo itself logs in as"}
	}
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	found, err := s.find(ctx, login)
	if err != nil || found == nil {
		return err
	}
	gone := []int{http.StatusOK, http.StatusNoContent, http.StatusNotFound}
	err = s.api.Call(ctx, rest.Request{
		Asked: "end the sessions of " + login, Method: http.MethodDelete,
		Path: s.org("users", found.ID, "sessions"), Accept: gone,
	}, nil)
	if err != nil {
		return err
	}
	return s.api.Call(ctx, rest.Request{
		Asked: "delete " + login, Method: http.MethodDelete, Path: s.org("users", found.ID), Accept: gone,
	}, nil)
}

// find returns the account with this e-mail address, or nil. The search of
// Clavex finds parts of addresses and names, in pages.
func (s *session) find(ctx context.Context, email string) (*account, error) {
	query := url.Values{"q": {email}, "limit": {"200"}}
	for {
		var page struct {
			Items []account `json:"items"`
			Next  string    `json:"next_cursor"`
		}
		err := s.api.Call(ctx, rest.Request{
			Asked: "find " + email, Method: http.MethodGet,
			Path: s.org("users") + "?" + query.Encode(), Accept: []int{http.StatusOK},
		}, &page)
		if err != nil {
			return nil, err
		}
		for _, a := range page.Items {
			if strings.EqualFold(a.Email, email) {
				return &a, nil
			}
		}
		if page.Next == "" || page.Next == query.Get("after") {
			return nil, nil
		}
		query.Set("after", page.Next)
	}
}

func (s *session) create(ctx context.Context, person provider.Person, wanted profile) (*account, error) {
	asked := rest.Request{
		Asked: "create " + person.Login, Method: http.MethodPost, Path: s.org("users"),
		Accept: []int{http.StatusCreated}, Secrets: []string{person.Password},
		Body: map[string]any{
			"email": person.Login, "password": person.Password,
			"first_name": wanted.first, "last_name": wanted.last,
		},
	}
	var created account
	if err := s.api.Call(ctx, asked, &created); err != nil {
		return nil, err
	}
	if created.ID == "" {
		return nil, s.api.Unusable(asked, "holds no id")
	}
	return &created, nil
}

func (s *session) update(ctx context.Context, a account, person provider.Person, wanted profile) error {
	return s.patch(ctx, a, person, map[string]any{
		"first_name": wanted.first, "last_name": wanted.last, "password": person.Password, "is_active": true,
	})
}

func (s *session) patch(ctx context.Context, a account, person provider.Person, fields map[string]any) error {
	return s.api.Call(ctx, rest.Request{
		Asked: "update " + person.Login, Method: http.MethodPatch, Path: s.org("users", a.ID), Body: fields,
		Accept: []int{http.StatusOK}, Secrets: []string{person.Password},
	}, nil)
}

// complete sets what creating an account leaves out: whether its address is
// verified, its attributes, its groups and roles.
func (s *session) complete(ctx context.Context, a account, person provider.Person, wanted profile) error {
	if person.EmailVerified != nil && *person.EmailVerified && !a.EmailVerified {
		if err := s.patch(ctx, a, person, map[string]any{"is_email_verified": true}); err != nil {
			return err
		}
	}
	err := s.api.Call(ctx, rest.Request{
		Asked: "set the attributes of " + person.Login, Method: http.MethodPut,
		Path: s.org("users", a.ID, "attributes"), Body: wanted.attributes, Accept: []int{http.StatusOK},
	}, nil)
	if err != nil {
		return err
	}
	if err := s.belong(ctx, groups(s, a), person.Groups); err != nil {
		return fmt.Errorf("giving %s its groups: %w", person.Login, err)
	}
	if err := s.belong(ctx, roles(s, a), person.Roles); err != nil {
		return fmt.Errorf("giving %s its roles: %w", person.Login, err)
	}
	return nil
}
