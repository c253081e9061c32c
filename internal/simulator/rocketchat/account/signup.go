package account

import (
	"context"
	"maps"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/release"
	"gonogo/internal/simulator/seeded"
)

// findOrCreate is Meteor's step (§5.2): the account with the service's id gets
// the service document refreshed, else a new account is made.
func (a *Accounts) findOrCreate(ctx context.Context, e External) (id string, created bool, err error) {
	if e.Data["id"] == nil && a.seeded.Has(seeded.EmailForID) {
		e.Data["id"] = e.Data["email"]
	}
	if e.Data["id"] == nil {
		return "", false, a.unhandled(&Error{Reason: "Service data for service " + e.Service + " must include id", Origin: Handler})
	}
	u, err := a.findOne(ctx, bson.M{e.idPath(): e.Data["id"]})
	if err != nil {
		return "", false, err
	}
	if u != nil {
		id, err = a.renewed(ctx, u)
		if err == nil {
			err = a.refresh(ctx, id, u, e)
		}
		return id, false, err
	}
	u, err = a.signUp(ctx, e)
	if err != nil {
		return "", false, err
	}
	return u.ID, true, nil
}

// refresh overlays the stored service document: claims that the provider no
// longer sends stay, and nothing else of the account changes.
func (a *Accounts) refresh(ctx context.Context, id string, u *User, e External) error {
	merged := map[string]any{}
	if stored, ok := u.Services[e.Service].(map[string]any); ok {
		maps.Copy(merged, stored)
	}
	maps.Copy(merged, a.news(merged, e))
	return a.set(ctx, id, a.renamed(u, e, bson.M{"services." + e.Service: merged}))
}

// signUp creates the account of a new person (§5.3).
func (a *Accounts) signUp(ctx context.Context, e External) (*User, error) {
	doc := a.externalDocument(e)
	emails, _ := doc["emails"].([]Email)
	if doc["active"] == false && len(emails) == 0 {
		// The mail to the administrators reads the first address (§2.6).
		return nil, &Error{Reason: "Cannot read properties of undefined (reading '0')", Origin: Handler}
	}
	if err := a.maySignUp(emails); err != nil {
		return nil, a.refusedAfterwards(ctx, doc, err)
	}
	granted, err := a.newRoles(ctx, e)
	if err != nil {
		return nil, err
	}
	doc["roles"] = granted
	if err := a.mapGroups(ctx, newMember(doc), e); err != nil {
		return nil, err
	}
	if err := a.examine(ctx, doc); err != nil {
		return nil, err
	}
	u, err := a.insert(ctx, doc)
	if err == nil {
		err = a.again(ctx, doc)
	}
	if err == nil {
		a.logMissingMailer()
	}
	return u, err
}

// externalDocument maps the identity to a user document. The user name is taken
// as it is, without any check; only a mapped field gives one.
func (a *Accounts) externalDocument(e External) bson.M {
	doc := a.newDocument(map[string]any{e.Service: e.Data})
	doc["active"] = !a.settings.Bool("Accounts_ManuallyApproveNewUsers") || a.seeded.Has(seeded.ApprovalIgnored)
	if email := e.text("email"); email != "" {
		doc["emails"] = []Email{{email, a.settings.Bool("Accounts_Verify_Email_For_External_Accounts") != a.seeded.Has(seeded.EmailUnverified)}}
	}
	name := any(e.Name)
	if e.Name == "" || e.Mapping.NameField {
		name = e.Data["name"]
	}
	m := e.Mapping
	for key, field := range map[string]struct {
		mapped bool
		value  any
	}{
		"username": {m.UsernameField, e.Data["username"]},
		"email":    {m.EmailField, e.Data["email"]},
		"name":     {true, name},
	} {
		if field.mapped && field.value != nil {
			doc[key] = field.value
		}
	}
	return doc
}

// maySignUp checks the switches on new accounts: registration by services at
// all, then the list of allowed e-mail domains.
func (a *Accounts) maySignUp(emails []Email) error {
	if !a.settings.Bool("Accounts_Registration_AuthenticationServices_Enabled") && !a.settings.Bool("LDAP_Enable") && !a.seeded.Has(seeded.RegistrationIgnored) {
		return a.unhandled(refusal("registration-disabled-authentication-services", "User registration is disabled for authentication services"))
	}
	domains := list(a.settings.String("Accounts_AllowedDomainsList"))
	if len(domains) == 0 || len(emails) == 0 || a.seeded.Has(seeded.DomainsIgnored) {
		return nil
	}
	if !slices.ContainsFunc(domains, func(d string) bool { return strings.HasSuffix(emails[0].Address, "@"+d) }) {
		return refusal("error-invalid-domain", "")
	}
	return nil
}

// newRoles are the claimed roles, where those are merged, and the default ones;
// the first user of a server without an administrator becomes one.
func (a *Accounts) newRoles(ctx context.Context, e External) ([]string, error) {
	granted := []string{}
	if a.mergesRoles(e) {
		var err error
		if granted, err = a.claimedRoles(ctx, e); err != nil {
			return nil, err
		}
	}
	for _, id := range []string{"Accounts_Registration_AuthenticationServices_Default_Roles", "Accounts_Registration_Users_Default_Roles"} {
		for _, role := range list(a.settings.String(id)) {
			if !slices.Contains(granted, role) {
				granted = append(granted, role)
			}
		}
	}
	admin, err := a.findOne(ctx, bson.M{"roles": "admin", "type": "user"})
	if err == nil && (admin == nil || a.seeded.Has(seeded.NewAdmins)) && !slices.Contains(granted, "admin") {
		granted = append(granted, "admin")
	}
	return granted, err
}

// unhandled logs the block that releases print which do not await the inner
// call (observed §A, §G); the error itself is unchanged.
func (a *Accounts) unhandled(e *Error) *Error {
	if a.release.Has(release.FirstLoginRolesLost) {
		a.log("=== UnHandledPromiseRejection ===")
		a.log("Error: " + e.Error())
		a.log("---------------------------------")
	}
	return e
}

// logMissingMailer is the line that a server without SMTP prints whenever it
// makes an account or refuses one that waits for approval (observed §E.3).
// Assumption: every release prints it.
func (a *Accounts) logMissingMailer() {
	if a.settings.String("SMTP_Host") == "" {
		a.log("Error: You have not provided a mail URL")
	}
}
