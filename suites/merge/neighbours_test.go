package merge_test

import (
	"strings"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// A key is compared whole and letter by letter: with everything merged that a
// release merges, an account is left alone whose user name and e-mail begin with
// the person's, end with them, or have another character where she has a dot.
func neighbouringAccounts() []scenario.Scenario {
	former := settings{merge: true}
	all := neighbours(former, func(r release.Release) bool { return !r.Has(release.DistinctServices) })
	distinct := settings{merge: true, distinct: true}
	return append(all, neighbours(distinct, func(r release.Release) bool { return r.Has(release.DistinctServices) })...)
}

func neighbours(s settings, applies func(release.Release) bool) []scenario.Scenario {
	return breadth(scenario.Scenario{
		Key:     "neighbouring-accounts",
		Title:   "accounts whose user name and e-mail are nearly the person's are left alone",
		Service: s.service(),
		Applies: func(_ *guide.Guide, r release.Release) bool { return applies(r) },
		Steps: func(r *scenario.Run) {
			f := facts(r)
			ada := r.NewPersonWho(func(p *provider.Person) {
				p.Username += ".a"
				p.Email = strings.Replace(p.Email, "@", ".a@", 1)
				neither().shape(p, f)
			})
			var near []*scenario.Local
			for _, like := range []scenario.LocalAccount{
				{Username: ada.Username + "0", Email: ada.Email + ".net"},
				{Username: "bob-" + ada.Username, Email: "bob-" + ada.Email},
				{Username: dashed(ada.Username), Email: dashed(ada.Email)},
			} {
				like.Name, like.Verified = "Bob "+like.Username, true
				near = append(near, r.HasLocalAccount(like))
			}
			fate := scenario.Fate{Elsewhere: true}
			ada.TriesToLogIn(near[0], fate)
			for _, l := range near {
				l.Meets(ada, fate)
			}
		},
	})
}

// dashed has a dash in place of the first dot.
func dashed(text string) string { return strings.Replace(text, ".", "-", 1) }
