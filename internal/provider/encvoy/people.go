package encvoy

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"gonogo/internal/provider"
	"gonogo/internal/provider/rest"
)

// account is a person as Encvoy ID keeps it.
type account struct {
	ID    int64  `json:"id"` // the "sub", as a number
	Login string `json:"login"`
	Email string `json:"email"`
}

func (a account) path(parts ...string) string {
	return "/api/v1/users/" + strconv.FormatInt(a.ID, 10) + strings.Join(parts, "")
}

// Put implements provider.Provider. An existing account keeps its id; what
// Encvoy ID cannot express is a [CannotError], and then nothing was changed.
func (p *Provider) Put(ctx context.Context, person provider.Person) error {
	wanted, err := newProfile(person)
	if err != nil {
		return err
	}
	if wanted.login == p.options.AdminLogin {
		return &CannotError{Person: person.Login, Why: "this is the administrator that gonogo itself is"}
	}
	found, err := p.find(ctx, person.Login)
	if err != nil {
		return err
	}
	if found == nil {
		found, err = p.create(ctx, person, wanted)
	} else {
		err = p.update(ctx, *found, person, wanted)
	}
	if err != nil {
		return err
	}
	return p.complete(ctx, *found, person, wanted)
}

// Remove implements provider.Provider. Deleted by the owner or an editor, an
// account goes at once, and its sessions with it (users.controller.ts).
func (p *Provider) Remove(ctx context.Context, login string) error {
	found, err := p.find(ctx, login)
	if err != nil || found == nil {
		return err
	}
	return p.api.Call(ctx, rest.Request{
		Asked: "delete " + login, Method: http.MethodDelete, Path: found.path(), Body: map[string]string{},
	}, nil)
}

// pageSize is how many people one page of the search shows.
const pageSize = 100

// find returns the account of whom this is the login or the e-mail address, or
// nil. The search finds parts of many fields and does not show either of the
// two, so each of the found is looked at (clients.service.ts, listUsers).
func (p *Provider) find(ctx context.Context, typed string) (*account, error) {
	mainClient, err := p.begin(ctx)
	if err != nil {
		return nil, err
	}
	people := "/api/v1/clients/" + url.PathEscape(mainClient) + "/users"
	for offset := 0; ; offset += pageSize {
		query := url.Values{
			"search": {typed}, "sortBy": {"id"}, "sortDirection": {"asc"},
			"limit": {strconv.Itoa(pageSize)}, "offset": {strconv.Itoa(offset)},
		}
		var page []struct {
			User account `json:"user"`
		}
		asked := rest.Request{Asked: "find " + typed, Method: http.MethodGet, Path: people + "?" + query.Encode()}
		if err := p.api.Call(ctx, asked, &page); err != nil {
			return nil, err
		}
		for _, one := range page {
			found, err := p.look(ctx, people, one.User.ID)
			if err != nil {
				return nil, err
			}
			if strings.EqualFold(found.Login, typed) || strings.EqualFold(found.Email, typed) {
				return &found, nil
			}
		}
		if len(page) < pageSize {
			return nil, nil
		}
	}
}

func (p *Provider) look(ctx context.Context, people string, id int64) (account, error) {
	var shown struct {
		User account `json:"user"`
	}
	err := p.api.Call(ctx, rest.Request{
		Asked: fmt.Sprintf("show account %d", id), Method: http.MethodGet, Path: people + "/" + strconv.FormatInt(id, 10),
	}, &shown)
	return shown.User, err
}

func (p *Provider) create(ctx context.Context, person provider.Person, wanted profile) (*account, error) {
	body := wanted.fields()
	body["password"] = person.Password
	asked := rest.Request{
		Asked: "create " + person.Login, Method: http.MethodPost, Path: "/api/v1/users",
		Body: body, Secrets: []string{person.Password},
	}
	var created account
	if err := p.api.Call(ctx, asked, &created); err != nil {
		return nil, err
	}
	if created.ID == 0 {
		return nil, p.api.Unusable(asked, "holds no id")
	}
	return &created, nil
}

// update changes the profile first and the password last: changing it ends the
// sessions of the account.
func (p *Provider) update(ctx context.Context, a account, person provider.Person, wanted profile) error {
	err := p.api.Call(ctx, rest.Request{
		Asked: "update " + person.Login, Method: http.MethodPut, Path: a.path(), Body: wanted.fields(),
	}, nil)
	if err != nil {
		return err
	}
	return p.api.Call(ctx, rest.Request{
		Asked: "change the password of " + person.Login, Method: http.MethodPut, Path: a.path("/password"),
		Body: map[string]string{"password": person.Password}, Secrets: []string{person.Password},
	}, nil)
}

// complete sets what creating an account leaves out: its picture, and which
// fields clients may see.
func (p *Provider) complete(ctx context.Context, a account, person provider.Person, wanted profile) error {
	var picture any // null takes it away
	if person.Picture != "" {
		picture = person.Picture
	}
	err := p.api.Call(ctx, rest.Request{
		Asked: "set the picture of " + person.Login, Method: http.MethodPut, Path: a.path("/avatar"),
		Body: map[string]any{"picture": picture},
	}, nil)
	if err != nil {
		return err
	}
	for _, privacy := range []string{shownToClients, hidden} {
		fields := wanted.privacy[privacy]
		if len(fields) == 0 {
			continue
		}
		err := p.api.Call(ctx, rest.Request{
			Asked: "set what clients may see of " + person.Login, Method: http.MethodPut, Path: a.path("/private_scopes"),
			Body: map[string]string{"claim_privacy": privacy, "field": strings.Join(fields, " ")},
		}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}
