package troubleshooting_test

import (
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// troublesOfAccounts lie in accounts that are there already (§5, §14.4, observed
// §B, §C). They take a user name that is mapped, so that the merge hook runs.
func troublesOfAccounts() []scenario.Trouble {
	return []scenario.Trouble{
		takenMergeUsers(), takenMergeBoth(), takenRename(), takenDelete(), takenDistinct(),
		deactivated(),
		renamedMerge(), renamedBack(), readdressedMerge(), readdressedBack(),
		forerunner(),
	}
}

// mapsUsernames keeps the guides that do.
func mapsUsernames() func(*guide.Guide, release.Release) bool { return at("authentik", "clavex") }

func since(b release.Behaviour, also func(*guide.Guide, release.Release) bool) func(*guide.Guide, release.Release) bool {
	return func(g *guide.Guide, r release.Release) bool { return r.Has(b) && also(g, r) }
}

// unmerged are the settings of a workspace in which nobody has switched merging on.
func unmerged() map[string]any { return map[string]any{"merge_users": false} }

func mergeUsers(r *scenario.Run) {
	r.SetsService("Merge users is on", map[string]any{"merge_users": true})
}

// taken is the row of Clavex' table: a local account has the user name.
func taken(key, title string, fix func(*scenario.Run)) scenario.Trouble {
	return scenario.Trouble{
		Key: key, Title: title,
		Symptom: "Username taken error on first login", Row: "symptom-username-taken", Cause: diagnosis.UsernameTaken,
		Applies: mapsUsernames(), Needs: unmerged(),
		Break: func(r *scenario.Run) { r.Ada().HasANamesake() },
		Sees:  (*scenario.Run).UsernameIsTaken,
		Fix:   fix,
	}
}

// The table's first fix. From 6.3 on it reaches linked accounts only (§5.1).
func takenMergeUsers() scenario.Trouble {
	tr := taken("username-taken-merge-users", "a local account has the person's user name; the fix is to enable Merge users", mergeUsers)
	tr.Page = true
	tr.Uncured = func(r *scenario.Run) (string, scenario.Ending) {
		if !r.Release().Has(release.DistinctServices) {
			return "", ""
		}
		return "since 6.3.0 Merge users alone does not reach a local account: Merge users from distinct services has to be on, too", r.UsernameIsTaken()
	}
	return tr
}

// What the first fix lacks from 6.3 on.
func takenMergeBoth() scenario.Trouble {
	tr := taken("username-taken-merge-both", "a local account has the person's user name; the fix is to enable both settings that merge users",
		func(r *scenario.Run) {
			r.SetsService("Merge users and Merge users from distinct services are on",
				map[string]any{"merge_users": true, "merge_users_distinct_services": true})
		})
	tr.Applies = since(release.DistinctServices, mapsUsernames())
	return tr
}

// The table's second fix, in both of its forms.
func takenRename() scenario.Trouble {
	return taken("username-taken-rename", "a local account has the person's user name; the fix is to rename it",
		func(r *scenario.Run) { r.Ada().HerNamesakeIsRenamed() })
}

func takenDelete() scenario.Trouble {
	return taken("username-taken-delete", "a local account has the person's user name; the fix is to delete it",
		func(r *scenario.Run) { r.Ada().HerNamesakeIsDeleted() })
}

// With distinct services on it is the merge hook again that refuses, with a text
// that pages have room for up to 6.13.
func takenDistinct() scenario.Trouble {
	tr := taken("username-taken-distinct", "a local account has the person's user name, and only Merge users from distinct services is on", mergeUsers)
	tr.Applies, tr.Page = since(release.DistinctServices, mapsUsernames()), true
	tr.Needs = map[string]any{"merge_users": false, "merge_users_distinct_services": true}
	tr.Sees = (*scenario.Run).SomeoneExists
	return tr
}

// An account that an administrator has switched off (§5.4, observed §G).
func deactivated() scenario.Trouble {
	return scenario.Trouble{
		Key: "account-deactivated", Title: "an administrator has deactivated the person's account",
		Symptom: "back on the login page after a correct password", Cause: diagnosis.AccountDeactivated, InTurn: true,
		Break: func(r *scenario.Run) {
			r.Ada().WasHereBefore()
			r.Ada().IsDeactivated()
		},
		Sees: (*scenario.Run).NotActivated,
		Fix:  func(r *scenario.Run) { r.Ada().IsActivated() },
	}
}

// conflict is an account of the person's own that differs from the identity,
// without merging: she is locked out (§5.1, observed §C).
func conflict(key, title string, change, fix func(*scenario.Person)) scenario.Trouble {
	return scenario.Trouble{
		Key: key, Title: title,
		Symptom: "somebody who could log in yesterday is back on the login page", Cause: diagnosis.AccountConflict,
		Applies: mapsUsernames(), Needs: unmerged(),
		Break: func(r *scenario.Run) {
			r.Ada().WasHereBefore()
			change(r.Ada())
		},
		Sees: (*scenario.Run).SomeoneExists,
		Fix:  func(r *scenario.Run) { fix(r.Ada()) },
	}
}

// Merging bridges it on every release: the account is linked already.
func renamedMerge() scenario.Trouble {
	tr := conflict("renamed-merge-users", "the person's name has changed at the provider; the fix is to enable Merge users", marries, nil)
	tr.Fix = mergeUsers
	return tr
}

func renamedBack() scenario.Trouble {
	return conflict("renamed-back", "the person's name has changed at the provider; the fix is to change it back", marries, func(p *scenario.Person) {
		p.Changes("her name back", func(who *provider.Person) { called(who, who.FamilyName[:len(who.FamilyName)-len(married)]) })
	})
}

// married is what the person's family name gets at its end.
const married = "-Byron"

func marries(p *scenario.Person) {
	p.Changes("her name", func(who *provider.Person) { called(who, who.FamilyName+married) })
}

func called(who *provider.Person, family string) {
	who.FamilyName, who.Name = family, who.GivenName+" "+family
}

// E-mails are compared since 5.4.
func readdressedMerge() scenario.Trouble {
	tr := conflict("readdressed-merge-users", "the person's e-mail has changed at the provider; the fix is to enable Merge users", moves, nil)
	tr.Applies, tr.Fix = since(release.MergeRewritesEmail, mapsUsernames()), mergeUsers
	return tr
}

func readdressedBack() scenario.Trouble {
	tr := conflict("readdressed-back", "the person's e-mail has changed at the provider; the fix is to change it back", moves, func(p *scenario.Person) {
		p.Changes("her e-mail back", func(who *provider.Person) { who.Email = who.Email[len(moved):] })
	})
	tr.Applies = since(release.MergeRewritesEmail, mapsUsernames())
	return tr
}

// moved is what the person's e-mail gets before it.
const moved = "other-"

func moves(p *scenario.Person) {
	p.Changes("her e-mail", func(who *provider.Person) { who.Email = moved + who.Email })
}

// The e-mail links a local account whatever the settings say, and the login fails
// over the name all the same (§14.4, observed §B.1). The account is linked by then,
// so that merging finds it on every release.
func forerunner() scenario.Trouble {
	return scenario.Trouble{
		Key: "forerunner", Title: "a local account has the person's user name and e-mail, and another name",
		Symptom: "back on the login page after a correct password", Cause: diagnosis.AccountConflict,
		Applies: mapsUsernames(), Needs: unmerged(),
		Break: func(r *scenario.Run) { r.Ada().HasAForerunner() },
		Sees:  (*scenario.Run).SomeoneExists,
		Fix:   mergeUsers,
	}
}
