package merge_test

import (
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// settings of the service that decide about accounts which exist already. A
// release without a setting does not read it.
type settings struct {
	merge        bool // merge_users
	distinct     bool // merge_users_distinct_services, §0.4
	byEmail      bool // key_field is email, §0.4
	mapsUsername bool // username_field is set
}

// likeness of a text of the account and one of the identity.
type likeness int

const (
	different likeness = iota
	otherCase          // but for upper and lower case
	same
)

// relation of an account to the identity of somebody who logs in.
type relation struct {
	username, email likeness
	name            bool // is the same
	verified        bool // the account's e-mail
	linked          bool // the account carries the identity's id
	noPassword      bool
	deactivated     bool

	noUsername bool // the identity has none: neither mapped nor a claim "username"
	noEmail    bool // the identity has none
}

// rule says what a login makes of the account: the three steps of observed §B
// with what §5.1, §5.2 and §5.3 say of each release, written from those.
func rule(r release.Release, s settings, rel relation) scenario.Fate {
	var fate scenario.Fate
	rel.linked = meld(r, rel, &fate) || rel.linked
	if found(r, s, rel) && !identical(r, s, rel) {
		if !s.merge {
			fate.Refusal, fate.Linked = scenario.UserExists, rel.linked
			return fate
		}
		overwrite(r, s, rel, &fate)
		rel.linked = true
	}
	fate.Linked = rel.linked
	switch {
	case rel.linked && rel.deactivated: // §5.4
		fate.Refusal = scenario.NotActivated
	case rel.linked: // §5.2
	case s.mapsUsername && rel.username == same: // §5.3; the index compares exactly
		fate.Refusal = scenario.UsernameTaken
	case rel.email == same && !rel.noEmail:
		fate.Refusal = scenario.EmailTaken
	default:
		fate.Elsewhere = true
	}
	return fate
}

// meld is the first step, which asks none of the settings (§14.4, observed §B
// step 1): the account with the identity's e-mail takes its id; an address of
// the same spelling is verified; a password that no such verified address
// vouches for is deleted.
func meld(r release.Release, rel relation, fate *scenario.Fate) bool {
	if rel.linked || !likeEmail(r, rel) {
		return false
	}
	fate.Raised = rel.email == same && !rel.verified
	fate.Wiped = !rel.noPassword && (rel.email != same || !rel.verified)
	return true
}

// likeEmail compares as lookups by e-mail do (§5.1). The accounts here are
// spelled in lower case.
func likeEmail(r release.Release, rel relation) bool {
	anyCase := r.Has(release.EmailCaseInsensitive) || r.Has(release.EmailLowerCased)
	return !rel.noEmail && (rel.email == same || rel.email == otherCase && anyCase)
}

// found is the lookup of the merge hook (table of §5.1). Without a user name
// the hook does not run, also with e-mail as key.
func found(r release.Release, s settings, rel relation) bool {
	if rel.noUsername {
		return false
	}
	if r.Has(release.DistinctServices) && !s.distinct && !rel.linked {
		return false
	}
	if keyedByEmail(r, s) {
		return likeEmail(r, rel)
	}
	return rel.username != different
}

func keyedByEmail(r release.Release, s settings) bool {
	return s.byEmail && r.Has(release.KeyField)
}

// identical accounts need no merging (§5.1).
func identical(r release.Release, s settings, rel relation) bool {
	switch {
	case !rel.linked || !rel.name:
		return false
	case keyedByEmail(r, s) || !r.Has(release.MergeRewritesEmail):
		return true
	case rel.noEmail:
		return !r.Has(release.NoEmailLocksOut)
	}
	return rel.email == same
}

// overwrite is what merging writes (§5.1).
func overwrite(r release.Release, s settings, rel relation, fate *scenario.Fate) {
	fate.Renamed = !rel.name
	if keyedByEmail(r, s) || rel.noEmail || !r.Has(release.MergeRewritesEmail) {
		return
	}
	fate.Readdressed = rel.email != same || !rel.verified && !fate.Raised
	fate.Raised = fate.Raised && !fate.Readdressed
}
