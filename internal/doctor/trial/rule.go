package trial

import (
	"reflect"
	"slices"
	"strings"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/identity"
)

// newcomer is an identity that logs in, with what decides about accounts.
type newcomer struct {
	release  release.Release
	config   config
	id       any
	username string // mapped or a claim of that name; empty: none
	email    string
	name     string
}

func newNewcomer(r release.Release, c config, data map[string]any) newcomer {
	n := newcomer{release: r, config: c, id: data["id"]}
	if identity.Truthy(data["username"]) {
		n.username = identity.Text(data["username"])
	}
	n.email, _ = data["email"].(string)
	n.name, _ = data["name"].(string)
	return n
}

// outcome is what a login makes of accounts.
type outcome struct {
	fate    Fate
	account *Account
	wiped   bool
	cause   diagnosis.Cause // of a refusal
}

// decide runs the three steps of a login over the accounts that have the identity's
// user name or e-mail (§5.1 to §5.3 with §14.4: melding comes first). The accounts
// are its own to change.
func (n newcomer) decide(accounts []Account) outcome {
	had := n.byID(accounts)
	out := n.meld(accounts)
	if u := n.mergeable(accounts); u != nil && !n.identical(*u) {
		if refused := n.merge(accounts, u); refused != "" {
			out.fate, out.account, out.cause = Refused, u, refused
			return out
		}
		u.ServiceID = n.id
	}
	u := n.byID(accounts)
	switch {
	case u == nil:
		return n.create(accounts, out)
	case !u.Active: // §5.4
		out.fate, out.cause = Refused, diagnosis.AccountDeactivated
	case had != nil && had.ID == u.ID:
		out.fate = Known
	default:
		out.fate = Linked
	}
	out.account = u
	return out
}

// meld links the account with the identity's e-mail, whatever the settings say. A
// password goes unless a verified address of the same spelling vouches for it.
func (n newcomer) meld(accounts []Account) outcome {
	u := n.byEmail(accounts)
	if u == nil || n.linked(*u) {
		return outcome{}
	}
	u.ServiceID = n.id
	vouched := slices.ContainsFunc(u.Emails, func(e email) bool { return e.Address == n.email && e.Verified })
	if !u.HasPassword || vouched {
		return outcome{}
	}
	return outcome{account: u, wiped: true}
}

// mergeable is the account that the merge hook finds (table of §5.1).
func (n newcomer) mergeable(accounts []Account) *Account {
	if n.username == "" {
		return nil
	}
	u := n.byUsername(accounts)
	if n.keyedByEmail() {
		u = n.byEmail(accounts)
	}
	if u != nil && n.release.Has(release.DistinctServices) && !n.config.on("mergeUsersDistinctServices") && !n.linked(*u) {
		return nil
	}
	return u
}

func (n newcomer) keyedByEmail() bool {
	return n.release.Has(release.KeyField) && n.config.text("keyField") == "email"
}

// identical accounts need no merging.
func (n newcomer) identical(u Account) bool {
	switch {
	case !n.linked(u) || u.Name != n.name:
		return false
	case n.keyedByEmail() || !n.release.Has(release.MergeRewritesEmail):
		return true
	case n.email == "":
		return !n.release.Has(release.NoEmailLocksOut)
	}
	return hasEmail(u, n.email)
}

// merge says why an account that differs is refused; "" if it will be overwritten.
func (n newcomer) merge(accounts []Account, u *Account) diagnosis.Cause {
	if !n.config.on("mergeUsers") {
		if n.linked(*u) {
			return diagnosis.AccountConflict
		}
		return diagnosis.UsernameTaken
	}
	rewrites := n.email != "" && !n.keyedByEmail() && n.release.Has(release.MergeRewritesEmail)
	if rewrites && slices.ContainsFunc(accounts, func(other Account) bool { return other.ID != u.ID && hasEmail(other, n.email) }) {
		return diagnosis.AccountConflict // one address cannot be two accounts'
	}
	return ""
}

// create is what happens if nobody has the identity's id: the indexes compare
// exactly (§5.3).
func (n newcomer) create(accounts []Account, out outcome) outcome {
	out.fate = Created
	for i, u := range accounts {
		switch {
		case n.config.text("usernameField") != "" && u.Username == n.username:
			out.fate, out.account, out.cause = Refused, &accounts[i], diagnosis.UsernameTaken
			return out
		case n.email != "" && hasEmail(u, n.email):
			out.fate, out.account, out.cause = Refused, &accounts[i], diagnosis.AccountConflict
		}
	}
	return out
}

// linked compares as the database does: a provider may give lists and objects as ids.
func (n newcomer) linked(u Account) bool {
	return u.ServiceID != nil && reflect.DeepEqual(u.ServiceID, n.id)
}

func (n newcomer) byID(accounts []Account) *Account { return find(accounts, n.linked) }

// byUsername prefers the spelling that is exact; the lookup ignores case.
func (n newcomer) byUsername(accounts []Account) *Account {
	if u := find(accounts, func(u Account) bool { return u.Username == n.username }); u != nil {
		return u
	}
	return find(accounts, func(u Account) bool { return strings.EqualFold(u.Username, n.username) })
}

// byEmail compares as the release's lookups do (§5.1).
func (n newcomer) byEmail(accounts []Account) *Account {
	if n.email == "" {
		return nil
	}
	return find(accounts, func(u Account) bool {
		return slices.ContainsFunc(u.Emails, func(e email) bool {
			switch {
			case n.release.Has(release.EmailCaseInsensitive):
				return strings.EqualFold(e.Address, n.email)
			case n.release.Has(release.EmailLowerCased):
				return e.Address == strings.ToLower(n.email)
			}
			return e.Address == n.email
		})
	})
}

func hasEmail(u Account, address string) bool {
	return slices.ContainsFunc(u.Emails, func(e email) bool { return e.Address == address })
}

func find(accounts []Account, fits func(Account) bool) *Account {
	if i := slices.IndexFunc(accounts, fits); i >= 0 {
		return &accounts[i]
	}
	return nil
}
