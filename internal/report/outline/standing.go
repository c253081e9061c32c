package outline

import (
	"slices"

	"gonogo/internal/report"
)

// Standing is a guide on a stack, with the releases that have the same answer.
type Standing struct {
	Guide, Stack string
	Releases     string // in words
	Go           bool
	News         bool // something is not as known
	Reasons      []Reason
}

// Reason is why a guide is not GO.
type Reason struct {
	Text string
	// Releases are those that it holds on, in words; empty: all of the standing.
	Releases string
}

// Standings gather polls, which are in the order of [report.Document.Polls], by guide
// and stack. What holds on the newest release comes first, also among the reasons;
// each of these is there once. news tells where something is not as known.
func Standings(polls []report.Cell, news func(Place) bool) []Standing {
	type where struct{ guide, stack string }
	groups := map[where][]report.Cell{}
	var order []where
	for _, p := range polls {
		w := where{p.Guide, p.Stack}
		if groups[w] == nil {
			order = append(order, w)
		}
		groups[w] = append(groups[w], p)
	}
	var all []Standing
	for _, w := range order {
		all = append(all, standings(groups[w], news)...)
	}
	return all
}

// standings divides the polls of one guide on one stack by their answers.
func standings(polls []report.Cell, news func(Place) bool) []Standing {
	type answer struct{ yes, news bool }
	groups := map[answer][]report.Cell{}
	var order []answer
	var releases []string
	for _, p := range slices.Backward(polls) {
		a := answer{p.Poll.Go, news(Place{p.Guide, p.Release, p.Stack})}
		if groups[a] == nil {
			order = append(order, a)
		}
		groups[a] = append(groups[a], p)
		releases = append(releases, p.Release)
	}
	slices.Reverse(releases)
	all := make([]Standing, len(order))
	for i, a := range order {
		all[i] = Standing{Guide: polls[0].Guide, Stack: polls[0].Stack, Go: a.yes, News: a.news}
		all[i].gather(groups[a], releases)
	}
	return all
}

// gather takes in the polls with the standing's answer, the newest first, among all
// releases that there are.
func (s *Standing) gather(polls []report.Cell, releases []string) {
	here := map[string]bool{}
	held := map[string]map[string]bool{} // releases by reason
	var order []string
	for _, p := range polls {
		here[p.Release] = true
		for _, reason := range p.Poll.Reasons {
			text := EveryRelease(reason, p.Release)
			if held[text] == nil {
				held[text], order = map[string]bool{}, append(order, text)
			}
			held[text][p.Release] = true
		}
	}
	s.Releases = Ranges(releases, func(r string) bool { return here[r] })
	for _, text := range order {
		one := Reason{Text: text}
		if len(held[text]) < len(here) {
			one.Releases = Ranges(releases, func(r string) bool { return held[text][r] })
		}
		s.Reasons = append(s.Reasons, one)
	}
}

// Upgrade is how the guides stand on the newest release, on one stack.
type Upgrade struct {
	Release, Stack string
	Go, NoGo       []string // guides
}

// Newest are the guides on the newest of all polled releases, by stack.
func Newest(polls []report.Cell) []Upgrade {
	var newest string
	for _, p := range polls {
		if newest == "" || report.CompareReleases(p.Release, newest) > 0 {
			newest = p.Release
		}
	}
	var all []Upgrade
	for _, p := range polls {
		if p.Release != newest {
			continue
		}
		i := slices.IndexFunc(all, func(u Upgrade) bool { return u.Stack == p.Stack })
		if i < 0 {
			i, all = len(all), append(all, Upgrade{Release: newest, Stack: p.Stack})
		}
		if p.Poll.Go {
			all[i].Go = append(all[i].Go, p.Guide)
		} else {
			all[i].NoGo = append(all[i].NoGo, p.Guide)
		}
	}
	return all
}
