package entra

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"gonogo/internal/provider"
)

// user is a person of the tenant, as far as it matters here.
type user struct {
	ID          string `json:"id"`
	Name        string `json:"userPrincipalName"`
	CompanyName string `json:"companyName"`
	Mail        string `json:"mail"`
}

const userFields = "id,userPrincipalName,companyName,mail"

// profile is what a person is made of. Claims that have no value are sent as
// null, so that replacing somebody takes them away.
type profile struct {
	AccountEnabled    bool            `json:"accountEnabled"`
	UserPrincipalName string          `json:"userPrincipalName"`
	MailNickname      string          `json:"mailNickname"`
	DisplayName       string          `json:"displayName"`
	GivenName         *string         `json:"givenName"`
	Surname           *string         `json:"surname"`
	Mail              string          `json:"mail,omitempty"` // cannot be taken away again
	CompanyName       string          `json:"companyName"`
	PasswordPolicies  string          `json:"passwordPolicies"`
	PasswordProfile   passwordProfile `json:"passwordProfile"`
}

type passwordProfile struct {
	ForceChange bool   `json:"forceChangePasswordNextSignIn"`
	Password    string `json:"password"`
}

// Put implements provider.Provider. The person's Login becomes the user
// principal name, so it must be in [Provider.Domain]; Email becomes "mail",
// Username the mail alias. PublicProfile changes nothing: the tenant hides no
// claim of its own. What a tenant cannot have is an error of one sentence.
func (p *Provider) Put(ctx context.Context, person provider.Person) error {
	if err := p.refuse(person); err != nil {
		return err
	}
	p.graph.secrets.Add(person.Password)
	if err := p.put(ctx, person); err != nil {
		return fmt.Errorf("putting %s into the tenant: %w", person.Login, permitted(err, "User.ReadWrite.All"))
	}
	return nil
}

func (p *Provider) put(ctx context.Context, person provider.Person) error {
	found, err := p.user(ctx, person.Login)
	switch {
	case missing(err):
		return p.create(ctx, person)
	case err != nil:
		return err
	case found.Mail != "" && person.Email == "":
		return errors.New("a tenant cannot take a mail address away from a person who has one; remove the person first")
	}
	err = p.graph.call(ctx, http.MethodPatch, "/users/"+url.PathEscape(found.ID), describe(person), nil)
	return permitted(err, "User-PasswordProfile.ReadWrite.All")
}

// create makes the person and waits until the tenant shows it, so that a login
// right afterwards is not told that there is no such account.
func (p *Provider) create(ctx context.Context, person provider.Person) error {
	if err := p.graph.call(ctx, http.MethodPost, "/users", describe(person), nil); err != nil {
		return err
	}
	return p.graph.settle(ctx, missing, func() error {
		_, err := p.user(ctx, person.Login)
		return err
	})
}

// user finds a person by name. Somebody without the mark is an error: gonogo
// touches nobody whom it has not made.
func (p *Provider) user(ctx context.Context, login string) (user, error) {
	var found user
	path := "/users/" + url.PathEscape(login) + "?$select=" + userFields
	if err := p.graph.call(ctx, http.MethodGet, path, nil, &found); err != nil {
		return user{}, err
	}
	switch {
	case found.ID == "" || !strings.EqualFold(found.Name, login):
		return user{}, errors.New("the answer of Microsoft Graph is about somebody else or nobody")
	case found.CompanyName != Mark:
		return user{}, errors.New("the tenant has somebody of that name whom gonogo has not made; nothing was changed")
	}
	return found, nil
}

func describe(p provider.Person) profile {
	alias, _, _ := strings.Cut(p.Login, "@")
	return profile{
		AccountEnabled: true, UserPrincipalName: p.Login, MailNickname: cmp.Or(p.Username, alias),
		DisplayName: cmp.Or(p.Name, alias), GivenName: optional(p.GivenName), Surname: optional(p.FamilyName), Mail: p.Email,
		CompanyName: Mark,
		// People of a test live for minutes, and their random passwords need not
		// have three kinds of characters.
		PasswordPolicies: "DisablePasswordExpiration, DisableStrongPassword",
		PasswordProfile:  passwordProfile{Password: p.Password},
	}
}

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// refuse says what a tenant cannot do for a person.
func (p *Provider) refuse(person provider.Person) error {
	alias, domain, _ := strings.Cut(person.Login, "@")
	switch {
	case alias == "" || !strings.EqualFold(domain, p.options.Domain):
		return fmt.Errorf("%q cannot log in to the tenant; its people are called somebody@%s (%s)",
			person.Login, p.options.Domain, domainVariable)
	case person.Password == "":
		return fmt.Errorf("%s needs a password: a tenant has nobody without one", person.Login)
	}
	for _, impossible := range []struct {
		asked bool
		why   string
	}{
		{person.Subject != "", "a subject: Microsoft chooses it, anew for each app"},
		{person.EmailVerified != nil, "email_verified: Microsoft Entra ID has no such claim"},
		{person.Nickname != "", "a nickname: Microsoft Entra ID has no such claim"},
		{person.Picture != "", "a picture by address: the photo of a person needs a licence and is no claim"},
		{len(person.Groups) > 0, "groups: the guide's endpoints tell none"},
		{len(person.Roles) > 0, "roles: the guide's endpoints tell none"},
		{len(person.Claims) > 0, "claims of one's own: they need a policy for the whole tenant"},
	} {
		if impossible.asked {
			return fmt.Errorf("%s cannot have in a tenant %s", person.Login, impossible.why)
		}
	}
	return nil
}

// Remove implements provider.Provider. With the account its sessions end;
// access tokens that were issued live on until their end, as everywhere at
// Microsoft.
func (p *Provider) Remove(ctx context.Context, login string) error {
	found, err := p.user(ctx, login)
	if missing(err) {
		return nil
	}
	if err == nil {
		err = p.remove(ctx, "/users/", found.ID)
	}
	if err != nil {
		return fmt.Errorf("removing %s from the tenant: %w", login, permitted(err, "User.ReadWrite.All"))
	}
	return nil
}

// remove deletes an object; one that has gone already is no error.
func (p *Provider) remove(ctx context.Context, collection, id string) error {
	if id == "" {
		return errors.New("the id of what is to be removed is not in the answer of Microsoft Graph")
	}
	err := p.graph.call(ctx, http.MethodDelete, collection+url.PathEscape(id), nil, nil)
	if missing(err) {
		return nil
	}
	return err
}
