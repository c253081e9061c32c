package given

import (
	"reflect"
	"slices"

	"gonogo/internal/provider"
)

// Fits tells whether somebody who exists can take the part of the wanted one.
// Values that name a person (login, e-mail, name, user name, picture) may
// differ: it counts whether they are there. A user name, a nickname, a picture,
// and a public profile must be there if and only if they are wanted, for with
// them a login may end otherwise; further groups, roles and claims do no harm
// unless none are wanted.
func Fits(person, wanted provider.Person) bool {
	return present(wanted.Username) == present(person.Username) &&
		present(wanted.Nickname) == present(person.Nickname) &&
		present(wanted.Picture) == present(person.Picture) &&
		(!present(wanted.Email) || present(person.Email)) &&
		wanted.PublicProfile == person.PublicProfile &&
		(wanted.EmailVerified == nil || person.EmailVerified != nil && *wanted.EmailVerified == *person.EmailVerified) &&
		holds(person.Groups, wanted.Groups) && holds(person.Roles, wanted.Roles) &&
		claims(person.Claims, wanted.Claims)
}

func present(value string) bool { return value != "" }

// holds tells whether all that is wanted is there, and nothing where nothing is.
func holds(there, wanted []string) bool {
	if len(wanted) == 0 {
		return len(there) == 0
	}
	return !slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(there, w) })
}

// claims must be there if they are wanted; one that is wanted to be missing (nil)
// must be.
func claims(there, wanted map[string]any) bool {
	if len(wanted) == 0 {
		return len(there) == 0
	}
	for name, value := range wanted {
		if got, ok := there[name]; ok != (value != nil) || ok && !reflect.DeepEqual(got, value) {
			return false
		}
	}
	return true
}
