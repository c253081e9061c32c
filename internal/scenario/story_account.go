package scenario

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/rocketchat"
)

// accountFields are what a story tells of an account. Each is named: the users
// document holds tokens and hashes, too.
type accountFields struct {
	id, username, name, avatar string
	emails, roles, services    []string // services by name only
}

// fieldsOf are those that the REST API shows: no services.
func fieldsOf(u rocketchat.User) accountFields {
	f := accountFields{id: u.ID, username: u.Username, name: u.Name, avatar: u.AvatarOrigin, roles: slices.Clone(u.Roles)}
	for _, e := range u.Emails {
		f.emails = append(f.emails, addressed(e.Address, e.Verified))
	}
	return f
}

// fieldsIn are those of a users document, of which any may be missing or be
// something else than expected.
func fieldsIn(document bson.Raw) accountFields {
	f := accountFields{
		id: textIn(document, "_id"), username: textIn(document, "username"), name: textIn(document, "name"),
		avatar: textIn(document, "avatarOrigin"),
	}
	for _, e := range elements(document, "emails") {
		if entry, ok := e.Value().DocumentOK(); ok {
			verified, _ := entry.Lookup("verified").BooleanOK()
			f.emails = append(f.emails, addressed(textIn(entry, "address"), verified))
		}
	}
	for _, e := range elements(document, "roles") {
		role, _ := e.Value().StringValueOK()
		f.roles = append(f.roles, role)
	}
	for _, e := range elements(document, "services") {
		f.services = append(f.services, e.Key())
	}
	slices.Sort(f.services)
	return f
}

// learnAccount tells the redactor the tokens that an account holds of its services.
func (r *Run) learnAccount(document bson.Raw) {
	for _, service := range elements(document, "services") {
		held, ok := service.Value().DocumentOK()
		if !ok {
			continue
		}
		for _, name := range []string{"accessToken", "idToken", "refreshToken"} {
			if token, ok := held.Lookup(name).StringValueOK(); ok {
				r.redactor.Add(token)
			}
		}
	}
}

// textIn is a field that may be of any type, as people read it.
func textIn(document bson.Raw, field string) string {
	value := document.Lookup(field)
	if plain, ok := value.StringValueOK(); ok || value.IsZero() {
		return plain
	}
	return value.String()
}

// elements are what an array or a document holds; none if it is neither.
func elements(document bson.Raw, field string) []bson.RawElement {
	value := document.Lookup(field)
	var inner bson.Raw
	if array, ok := value.ArrayOK(); ok {
		inner = bson.Raw(array)
	} else if inner, ok = value.DocumentOK(); !ok {
		return nil
	}
	all, _ := inner.Elements() // of a document that cannot be read, as many as can
	return all
}

func addressed(address string, verified bool) string {
	if verified {
		return address + " (verified)"
	}
	return address + " (not verified)"
}

// profile are the fields that the account has; nil for one that is not there.
func (f accountFields) profile(r *Run) map[string]string {
	if f.id == "" {
		return nil
	}
	shown := map[string]string{}
	for name, value := range map[string]string{
		"user name": f.username, "name": f.name, "e-mails": list(f.emails), "roles": list(f.roles),
		"avatar": f.avatar, "services": list(f.services),
	} {
		if value != "" {
			shown[name] = r.redactor.String(value)
		}
	}
	return shown
}
