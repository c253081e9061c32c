package authentik

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gonogo/internal/provider"
	"gonogo/internal/provider/rest"
)

const usersPath = "/core/users/"

// account is a person as authentik keeps it (schema.yml, User).
type account struct {
	PK          int            `json:"pk"`
	Username    string         `json:"username"`
	Email       string         `json:"email"`
	IsSuperuser bool           `json:"is_superuser"`
	Attributes  map[string]any `json:"attributes"`
}

func (a account) path() string { return usersPath + strconv.Itoa(a.PK) + "/" }

// Put implements provider.Provider. An existing account keeps its number, so
// that Rocket.Chat sees the same "sub" before and after; what authentik cannot
// express is a [CannotError], and then nothing was changed. Groups that are
// missing are made, and stay when the person goes.
func (p *Provider) Put(ctx context.Context, person provider.Person) error {
	wanted, err := newProfile(person)
	if err != nil {
		return err
	}
	found, err := p.find(ctx, person.Login)
	if err != nil {
		return err
	}
	for _, name := range person.Groups {
		id, err := p.unique(ctx, "group", name, "/core/groups/", map[string]any{"name": name})
		if err != nil {
			return err
		}
		wanted.Groups = append(wanted.Groups, id)
	}
	r := rest.Request{
		Asked: "create " + person.Login, Method: http.MethodPost, Path: usersPath,
		Body: wanted, Accept: []int{http.StatusCreated}, Secrets: []string{person.Password},
	}
	if found != nil {
		r.Asked, r.Method, r.Path, r.Accept = "update "+person.Login, http.MethodPut, found.path(), []int{http.StatusOK}
	}
	var kept account
	if err := p.api.Call(ctx, r, &kept); err != nil {
		return err
	}
	if kept.PK == 0 {
		return p.api.Unusable(r, "holds no number")
	}
	return p.setPassword(ctx, kept, person)
}

// setPassword sets it, which has a call of its own. An account that is left
// without one after a failure is found again by the next Put or Remove.
func (p *Provider) setPassword(ctx context.Context, a account, person provider.Person) error {
	return p.api.Call(ctx, rest.Request{
		Asked: "set the password of " + person.Login, Method: http.MethodPost, Path: a.path() + "set_password/",
		Body: map[string]string{"password": person.Password}, Accept: []int{http.StatusNoContent},
		Secrets: []string{person.Password},
	}, nil)
}

// Remove implements provider.Provider. An account's sessions go with it
// (core/models.go: a session belongs to its user, on_delete CASCADE).
func (p *Provider) Remove(ctx context.Context, login string) error {
	found, err := p.find(ctx, login)
	if err != nil || found == nil {
		return err
	}
	return p.delete(ctx, "delete "+login, found.path())
}

// find returns the account of a person, or nil: the one that Put has marked,
// else the one with that user name, else the one with that e-mail address.
// Administrators are nobody's to change.
func (p *Provider) find(ctx context.Context, login string) (*account, error) {
	mark, err := json.Marshal(map[string]string{loginAttribute: login})
	if err != nil {
		return nil, fmt.Errorf("encoding the login: %w", err)
	}
	// Every answer is checked: authentik gives all users when it cannot make
	// sense of a filter by attributes (core/api/users.py).
	for _, by := range []struct {
		filter, value string
		is            func(account) bool
	}{
		{"attributes", string(mark), func(a account) bool { return a.Attributes[loginAttribute] == login }},
		{"username", login, func(a account) bool { return strings.EqualFold(a.Username, login) }},
		{"email", login, func(a account) bool { return strings.EqualFold(a.Email, login) }},
	} {
		found, err := list[account](ctx, p, "find "+login, usersPath, url.Values{by.filter: {by.value}})
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(found, by.is)
		switch {
		case i < 0:
		case found[i].IsSuperuser:
			return nil, &CannotError{Person: login, Why: "this is an administrator of authentik"}
		default:
			return &found[i], nil
		}
	}
	return nil, nil
}
