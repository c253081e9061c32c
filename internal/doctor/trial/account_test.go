package trial_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/browser/pages"
	"gonogo/internal/doctor/attempt"
	"gonogo/internal/doctor/trial"
	"gonogo/internal/protocol"
	"gonogo/internal/provider"
	"gonogo/internal/rocketchat"
)

// relation of a local account to the person at the provider.
type relation struct {
	name   string
	change func(*rocketchat.NewUser)
	off    bool
}

func relations() []relation {
	return []relation{
		{name: "none", change: func(u *rocketchat.NewUser) { u.Username, u.Email = "else-"+u.Username, "else-"+u.Email }},
		{name: "same username", change: func(u *rocketchat.NewUser) { u.Email = "else-" + u.Email }},
		{name: "username in other case", change: func(u *rocketchat.NewUser) {
			u.Username, u.Email = strings.ToUpper(u.Username), "else-"+u.Email
		}},
		{name: "same e-mail", change: func(u *rocketchat.NewUser) { u.Username = "else-" + u.Username }},
		{name: "unverified e-mail", change: func(u *rocketchat.NewUser) { u.Username, u.Verified = "else-"+u.Username, false }},
		{name: "both", change: func(*rocketchat.NewUser) {}},
		{name: "both, other name", change: func(u *rocketchat.NewUser) { u.Name = "Else" }},
		{name: "both, unverified, other name", change: func(u *rocketchat.NewUser) { u.Name, u.Verified = "Else", false }},
		{name: "both, e-mail in other case", change: func(u *rocketchat.NewUser) { u.Email = strings.ToUpper(u.Email[:1]) + u.Email[1:] }},
		{name: "both, deactivated", change: func(*rocketchat.NewUser) {}, off: true},
	}
}

// accounts are those of the workspace, with what the database knows.
func (w *world) accounts(t *testing.T) trial.List {
	t.Helper()
	cursor, err := w.Database().Collection("users").Find(t.Context(), bson.M{})
	require.NoError(t, err)
	var documents []struct {
		ID       string             `bson:"_id"`
		Username string             `bson:"username"`
		Name     string             `bson:"name"`
		Active   bool               `bson:"active"`
		Emails   []rocketchat.Email `bson:"emails"`
		Services map[string]bson.M  `bson:"services"`
	}
	require.NoError(t, cursor.All(t.Context(), &documents))
	var all trial.List
	for _, d := range documents {
		password, _ := d.Services["password"]["bcrypt"].(string)
		all = append(all, trial.Account{
			ID: d.ID, Username: d.Username, Name: d.Name, Emails: d.Emails, Active: d.Active,
			ServicesKnown: true, HasPassword: password != "", ServiceID: d.Services[w.configured.Service.Key]["id"],
		})
	}
	return all
}

// logsIn logs the person in over HTTP, and tells whether Rocket.Chat takes her.
func (w *world) logsIn(t *testing.T) (in bool, record attempt.Attempt) {
	t.Helper()
	a, err := protocol.New(protocol.Options{Transport: w.HTTP().Transport, Release: w.Release(), Guide: w.Guide().ID, ProviderURL: w.Guide().ProviderURL})
	require.NoError(t, err)
	require.NoError(t, a.Chat().Open(t.Context(), w.RocketChatURL()))
	require.NoError(t, a.Chat().ClickProvider(t.Context(), pages.Button{Service: w.configured.Service.Key, Label: w.Guide().Button(w.Release()).Text}))
	require.NoError(t, a.Provider().SignIn(t.Context(), w.person.Login, password))
	require.NoError(t, a.AwaitLogin())
	session, err := a.Chat().Session(t.Context())
	require.NoError(t, err)
	return session.Token.Present(), attempt.Attempt{Exchanges: a.Since(0)}
}

// What the rule foretells must be what happens, in every combination.
func TestFatesAreForetold(t *testing.T) {
	t.Parallel()
	for _, version := range classes() {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			w := open(t, "authentik", version)
			for combination := range 4 {
				merge, distinct := combination&1 != 0, combination&2 != 0
				set := map[string]any{"merge_users": merge, "login_style": "popup"}
				if _, has := w.makeCase(t).Service["mergeUsersDistinctServices"]; has {
					set["merge_users_distinct_services"] = distinct
				} else if distinct {
					continue
				}
				w.set(t, set)
				for i, rel := range relations() {
					w.foretell(t, fmt.Sprintf("p%d%d", combination, i), rel, fmt.Sprintf("merge %v, distinct %v, %s", merge, distinct, rel.name))
				}
			}
		})
	}
}

func (w *world) foretell(t *testing.T, login string, rel relation, what string) {
	t.Helper()
	w.put(t, provider.Person{Login: login + "@acme.eu", Password: password, Email: login + "@acme.eu", Name: "Ada Acme", Username: login})
	local := rocketchat.NewUser{Username: login, Name: "Ada Acme", Email: login + "@acme.eu", Password: password, Verified: true}
	rel.change(&local)
	made, err := w.Admin().CreateUser(t.Context(), local)
	require.NoError(t, err, what)
	if rel.off {
		require.NoError(t, w.Admin().SetActive(t.Context(), made.ID, false))
	}
	for _, round := range []string{"first", "second"} {
		c := w.makeCase(t)
		c.Users = w.accounts(t)
		causes, findings, told := try(t, c)
		in, _ := w.logsIn(t)
		assert.Equal(t, in, told.Fate != trial.Refused, "%s login, %s: %v %+v", round, what, findings, told)
		assert.Equal(t, in, len(causes) == 0, "%s login, %s: %v", round, what, causes)
		if round == "first" {
			wiped := false
			for _, u := range w.accounts(t) {
				wiped = wiped || u.ID == made.ID && !u.HasPassword
			}
			assert.Equal(t, wiped, told.Wiped, what)
		} else if in {
			assert.Equal(t, trial.Known, told.Fate, what)
		}
	}
}

// An account that is not active waits for approval where approval is asked for.
func TestApprovalIsNoDeactivation(t *testing.T) {
	t.Parallel()
	w := open(t, "authentik", "8.9.0")
	c := w.makeCase(t)
	c.Users = trial.List{{ID: "1", Username: "ada", Name: "Ada Acme", Emails: []rocketchat.Email{{Address: "ada@acme.eu", Verified: true}}, ServicesKnown: true}}
	causes, _, _ := try(t, c)
	assert.Equal(t, []string{"account-deactivated"}, causes)
	c.ManualApproval = attempt.On
	causes, _, _ = try(t, c)
	assert.Equal(t, []string{"approval-pending"}, causes)
}
