package scenario

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/provider"
)

// document is a users document of somebody with a password, changed.
func document(change func(bson.M)) bson.M {
	d := bson.M{
		"_id": "u1", "name": "Bob", "username": "bob", "roles": bson.A{"user"},
		"emails":   bson.A{bson.M{"address": "ada@people.example", "verified": false}},
		"services": bson.M{"password": bson.M{"bcrypt": "$2b$10$secret"}},
	}
	change(d)
	return d
}

func wiped(d bson.M) {
	d["services"] = bson.M{"clavex": bson.M{"id": "1"}}
	d["requirePasswordChange"], d["requirePasswordChangeReason"] = true, wipeReason
	d["emails"] = bson.A{bson.M{"address": "ada@people.example", "verified": true}}
}

func TestDocumentsAreComparedWhole(t *testing.T) {
	t.Parallel()
	ada := &Person{Person: provider.Person{Name: "Ada", Email: "ada@people.example"}}
	linked := Fate{Linked: true, Raised: true, Wiped: true, Refusal: UserExists}
	for name, c := range map[string]struct {
		change func(bson.M)
		fate   Fate
		want   string
	}{
		"as it was":          {func(bson.M) {}, Fate{Elsewhere: true}, ""},
		"wiped":              {wiped, linked, ""},
		"presence":           {func(d bson.M) { d["status"], d["_updatedAt"] = "online", "now" }, Fate{Elsewhere: true}, ""},
		"a session":          {func(d bson.M) { d["services"].(bson.M)["resume"] = bson.M{"loginTokens": bson.A{}} }, Fate{Elsewhere: true}, ""},
		"another name":       {func(d bson.M) { d["name"] = "Ada" }, Fate{Elsewhere: true}, "in name"},
		"renamed":            {func(d bson.M) { d["name"] = "Ada" }, Fate{Elsewhere: true, Renamed: true}, ""},
		"a further role":     {func(d bson.M) { d["roles"] = bson.A{"user", "admin"} }, Fate{Elsewhere: true}, "in roles.1"},
		"not verified":       {func(bson.M) {}, Fate{Elsewhere: true, Raised: true}, "in emails.0.verified"},
		"another password":   {func(d bson.M) { d["services"] = bson.M{"password": bson.M{"bcrypt": "other"}} }, Fate{Elsewhere: true}, "in services.password.bcrypt"},
		"a service too many": {func(d bson.M) { d["services"].(bson.M)["other"] = bson.M{"id": "2"} }, Fate{Elsewhere: true}, "in services.other.id"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := compareRest(flat(document(func(bson.M) {})), flat(document(c.change)), "clavex", ada, c.fate)
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			require.EqualError(t, err, "the users document differs from what was expected "+c.want)
		})
	}
}

func TestLinkIsTheIdentityOfWhoeverWasLetIn(t *testing.T) {
	t.Parallel()
	before := document(func(bson.M) {})
	with := func(link bson.M) bson.M { return document(func(d bson.M) { d["services"].(bson.M)["clavex"] = link }) }
	full := bson.M{"id": "1", "sub": "1", "_OAuthCustom": true}
	alone := bson.M{"id": "1"}
	refused := Fate{Linked: true, Refusal: UserExists}
	assert.NoError(t, compareLink(before, with(full), "clavex", Fate{Linked: true}))
	assert.NoError(t, compareLink(before, with(alone), "clavex", refused))
	assert.EqualError(t, compareLink(before, with(alone), "clavex", Fate{Linked: true}), "services.clavex is not the identity of the person who was let in")
	assert.EqualError(t, compareLink(before, with(full), "clavex", refused), "services.clavex has 3 keys after a refused login instead of the id alone")
	assert.EqualError(t, compareLink(before, with(alone), "clavex", Fate{}), "the account is linked to the provider")
	assert.EqualError(t, compareLink(before, before, "clavex", Fate{Linked: true}), "the account is not linked to the provider")
}
