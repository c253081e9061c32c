package scenario

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/report"
)

// knows notes an account that the scenario looks at before or between logins.
func (r *Run) knows(l *Local) {
	if !slices.Contains(r.opening.locals, l) {
		r.opening.locals = append(r.opening.locals, l)
	}
}

// profiles are the accounts of the scenario's people and those that it has looked
// at before a login, as they were then and are now.
func (r *Run) profiles(ctx context.Context) ([]report.Profile, error) {
	var all []report.Profile
	var errs []error
	shown := map[string]bool{}
	for i, p := range r.people {
		now, err := r.accountNow(ctx, p.account, p.Email)
		errs = append(errs, err)
		if now.id == "" {
			continue
		}
		shown[now.id] = true
		all = append(all, report.Profile{Who: r.who(i), Before: r.accountBefore(now.id), After: now.profile(r)})
	}
	for _, l := range r.opening.locals {
		if shown[l.user.ID] {
			continue
		}
		shown[l.user.ID] = true
		now, err := r.accountNow(ctx, l.user.ID, "")
		errs = append(errs, err)
		who := "the account " + r.redactor.String(l.user.Username)
		all = append(all, report.Profile{Who: who, Before: l.fields().profile(r), After: now.profile(r)})
	}
	return all, errors.Join(errs...)
}

// accountBefore is what the scenario knew of an account before the login.
func (r *Run) accountBefore(id string) map[string]string {
	for _, l := range r.opening.locals {
		if l.user.ID == id {
			return l.fields().profile(r)
		}
	}
	return nil
}

// accountNow reads an account: its document where the database can be seen, which
// costs the least, else by REST. The id is empty for somebody who has never been
// logged in: such a person's account is looked for by the e-mail, in the database
// only. An account that is not there has no fields.
func (r *Run) accountNow(ctx context.Context, id, email string) (accountFields, error) {
	if r.stack == nil {
		return accountFields{}, nil
	}
	users := r.users()
	switch {
	case users != nil && id != "":
		return r.found(users.FindOne(ctx, bson.M{"_id": id}))
	case users != nil && email != "":
		return r.found(users.FindOne(ctx, bson.M{"emails.address": email, "_id": bson.M{"$nin": r.localIDs()}}))
	case users != nil || id == "":
		return accountFields{}, nil
	}
	all, err := r.stack.Admin().Users(ctx) // an account that is gone is no error there
	if err != nil {
		return accountFields{}, fmt.Errorf("reading an account for the story: %w", err)
	}
	for _, u := range all {
		if u.ID == id {
			return fieldsOf(u), nil
		}
	}
	return accountFields{}, nil
}

func (r *Run) localIDs() []string {
	ids := []string{}
	for _, l := range r.opening.locals {
		ids = append(ids, l.user.ID)
	}
	return ids
}

func (r *Run) found(one *mongo.SingleResult) (accountFields, error) {
	document, err := one.Raw()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return accountFields{}, nil
	}
	if err != nil {
		return accountFields{}, fmt.Errorf("reading a users document for the story: %w", err)
	}
	r.learnAccount(document)
	return fieldsIn(document), nil
}

// fields are those of the account when it was last looked at.
func (l *Local) fields() accountFields {
	f := fieldsOf(l.user)
	services, _ := l.document["services"].(bson.M)
	for name := range services {
		f.services = append(f.services, name)
	}
	slices.Sort(f.services)
	return f
}

// list is how the story names several things.
func list(names []string) string { return strings.Join(names, ", ") }
