package entra

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Sweep removes every app and every person with the mark, those of other runs
// included; service principals and grants go with their apps. It goes on after
// a failure and returns all of them. Lists are read from an index that follows
// the directory after a while, so what was made in the last minutes may be left
// for the next sweep.
func (p *Provider) Sweep(ctx context.Context) error {
	return errors.Join(p.sweepApplications(ctx), p.sweepPeople(ctx))
}

func (p *Provider) sweepApplications(ctx context.Context) error {
	apps, err := list[application](ctx, p.graph, query{
		path: "/applications", filter: "tags/any(tag:tag eq " + quote(Mark) + ")", fields: applicationFields, advanced: true,
	})
	if err != nil {
		return fmt.Errorf("listing the apps of gonogo: %w", permitted(err, "Application.ReadWrite.OwnedBy"))
	}
	var errs []error
	for _, app := range apps {
		if !slices.Contains(app.Tags, Mark) {
			continue // whatever the filter let through
		}
		if err := p.remove(ctx, "/applications/", app.ID); err != nil {
			errs = append(errs, fmt.Errorf("removing the app %s: %w", app.DisplayName, permitted(err, "Application.ReadWrite.OwnedBy")))
		}
	}
	return errors.Join(errs...)
}

func (p *Provider) sweepPeople(ctx context.Context) error {
	people, err := list[user](ctx, p.graph, query{
		path: "/users", filter: "companyName eq " + quote(Mark), fields: userFields, advanced: true,
	})
	if err != nil {
		return fmt.Errorf("listing the people of gonogo: %w", permitted(err, "User.ReadWrite.All"))
	}
	var errs []error
	for _, person := range people {
		if person.CompanyName != Mark {
			continue
		}
		if err := p.remove(ctx, "/users/", person.ID); err != nil {
			errs = append(errs, fmt.Errorf("removing %s: %w", person.Name, permitted(err, "User.ReadWrite.All")))
		}
	}
	return errors.Join(errs...)
}
