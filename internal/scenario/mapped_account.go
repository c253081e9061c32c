package scenario

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/rocketchat"
)

// Fields are what mapping writes into a new account (§5.3). An empty one must be
// absent.
type Fields struct {
	Username string
	Name     string
	Email    string
	// MappedEmail is the property email beside the list of addresses, which only a
	// mapped field writes.
	MappedEmail string
}

// HasTheFields checks the person's account, by the REST API and in the users
// document.
func (p *Person) HasTheFields(want Fields) {
	p.run.Check(want.String(), func(ctx context.Context) error {
		verified, err := p.run.stack.Admin().Setting(ctx, "Accounts_Verify_Email_For_External_Accounts")
		if err != nil {
			return fmt.Errorf("reading whether addresses from services count as verified: %w", err)
		}
		shown, err := p.run.stack.Admin().UserInfoByID(ctx, p.account)
		if err != nil {
			return fmt.Errorf("reading the account: %w", err)
		}
		if err := want.compare(shown, verified == true); err != nil {
			return err
		}
		document, err := p.document(ctx)
		if err != nil || document == nil {
			return err
		}
		return want.compareDocument(document)
	})
}

// String is the sentence of the check.
func (f Fields) String() string {
	return fmt.Sprintf("her account has the user name %q, the name %q and the e-mail %q", f.Username, f.Name, f.Email)
}

func (f Fields) compare(shown rocketchat.User, verified bool) error {
	var emails []rocketchat.Email
	if f.Email != "" {
		emails = []rocketchat.Email{{Address: f.Email, Verified: verified}}
	}
	switch {
	case shown.Username != f.Username:
		return differs("the account's user name is %q instead of %q", shown.Username, f.Username)
	case shown.Name != f.Name:
		return differs("the account's name is %q instead of %q", shown.Name, f.Name)
	case !slices.Equal(shown.Emails, emails):
		return differs("the account's e-mails are %v instead of %v (address, verified)", shown.Emails, emails)
	}
	return nil
}

// compareDocument tells an absent property from an empty one.
func (f Fields) compareDocument(document bson.M) error {
	for property, want := range map[string]string{"username": f.Username, "name": f.Name, "email": f.MappedEmail} {
		got, there := document[property]
		if there != (want != "") || there && got != want {
			return differs("%s of the users document is %v instead of %q (empty: absent)", property, got, want)
		}
	}
	if _, there := document["emails"]; there != (f.Email != "") {
		return differs("the users document has a list of e-mails: %t", there)
	}
	return nil
}

// document is the person's users document; nil without error where nobody can
// see it, which is reported.
func (p *Person) document(ctx context.Context) (bson.M, error) {
	users := p.run.users()
	if users == nil {
		p.run.unobserved("the users document (no access to the database)")
		return nil, nil
	}
	var document bson.M
	if err := users.FindOne(ctx, bson.M{"_id": p.account}).Decode(&document); err != nil {
		return nil, fmt.Errorf("reading the users document: %w", err)
	}
	return document, nil
}

// ClaimArrives checks a property of services.<service>, and of objects in it. Its
// type counts: the number 7 and the text "7" are two identities (§4.4).
func (p *Person) ClaimArrives(want any, path ...string) {
	key := p.run.configured.Service.Key
	where := "services." + key + "[" + strings.Join(path, "][") + "]"
	p.run.Check(fmt.Sprintf("%s is %#v", where, want), func(ctx context.Context) error {
		document, err := p.document(ctx)
		if err != nil || document == nil {
			return err
		}
		var value any = service(document, key)
		for _, name := range path {
			inner, _ := value.(bson.M)
			value = inner[name]
		}
		if got := plain(value); got != want {
			return differs("%s is %#v", where, got)
		}
		return nil
	})
}

// HasAnIDToken checks that a signed token is kept of the login: three parts, as
// RFC 7515 section 3.1 has them. The token itself goes nowhere.
func (p *Person) HasAnIDToken() {
	key := p.run.configured.Service.Key
	p.run.Check("services."+key+".idToken is a JWT", func(ctx context.Context) error {
		document, err := p.document(ctx)
		if err != nil || document == nil {
			return err
		}
		token, _ := service(document, key)["idToken"].(string)
		if strings.Count(token, ".") != 2 {
			return differs("no JWT is kept")
		}
		return nil
	})
}

// plain makes one type of all numbers of the database.
func plain(value any) any {
	switch n := value.(type) {
	case int32:
		return float64(n)
	case int64:
		return float64(n)
	}
	return value
}

// HasTheRoles checks the roles of the person's account, in any order.
func (p *Person) HasTheRoles(want ...string) {
	p.run.Check("her roles are "+strings.Join(want, ", "), func(ctx context.Context) error {
		shown, err := p.run.stack.Admin().UserInfoByID(ctx, p.account)
		if err != nil {
			return fmt.Errorf("reading the account: %w", err)
		}
		got := slices.Sorted(slices.Values(shown.Roles))
		if !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			return differs("her roles are %s", strings.Join(got, ", "))
		}
		return nil
	})
}
