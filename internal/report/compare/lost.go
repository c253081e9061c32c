package compare

import (
	"fmt"
	"slices"

	"gonogo/internal/report"
)

// cell is where a guide was proven.
type cell struct{ guide, release, stack string }

func cellOf(id report.Identity) cell { return cell{id.Guide, id.Release, id.Stack} }

// lost tells what has gone and what has come. A case of a shard that is missing
// or was interrupted has not vanished: nothing is known of it.
func lost(before, now side) []Finding {
	missing := missingShards(before, now)
	cut := interrupted(now)
	unknown := map[string]int{}
	var gone []report.Identity
	for _, id := range before.order {
		if !before.there(id) || now.there(id) {
			continue
		}
		shard := before.runs[before.latest[id].Run].Shard
		switch {
		case slices.Contains(missing, shard):
			unknown[shard]++
		case cut[shard]:
			// The run is told as interrupted.
		default:
			gone = append(gone, id)
		}
	}
	found := inCells(Vanished, before, gone, now)
	for _, shard := range missing {
		text := "is missing"
		if n := unknown[shard]; n > 0 {
			text = fmt.Sprintf("is missing; nothing is known of %s that it had before", cases(n))
		}
		found = append(found, Finding{Kind: Missing, Cases: unknown[shard], Title: "shard " + shard, Text: text})
	}
	return append(found, inCells(Appeared, now, come(before, now), before)...)
}

// come lists the cases that were not there before. Of those that are unexpected
// more is told than that.
func come(before, now side) []report.Identity {
	var come []report.Identity
	for _, id := range now.order {
		if now.there(id) && kindOf(stateOf(before.latest[id]), stateOf(now.latest[id])) == "" && before.latest[id] == nil {
			come = append(come, id)
		}
	}
	return come
}

// missingShards are those of the plan and of the earlier runs that are not there.
func missingShards(before, now side) []string {
	there := map[string]bool{"": true} // a whole run is no shard
	for _, run := range now.document.Runs {
		there[run.Shard] = true
	}
	missing := slices.Clone(now.document.Absent)
	for _, run := range before.document.Current() {
		if !there[run.Shard] {
			missing = append(missing, run.Shard)
		}
	}
	slices.Sort(missing)
	return slices.Compact(missing)
}

func interrupted(now side) map[string]bool {
	cut := map[string]bool{}
	for _, run := range now.document.Current() {
		if run.Interrupted {
			cut[run.Shard] = true
		}
	}
	return cut
}

// inCells tells of each case that one side has and the other has not, and of a
// cell of which the other has nothing in one finding.
func inCells(kind Kind, has side, ids []report.Identity, other side) []Finding {
	left := map[cell]bool{}
	for _, id := range other.order {
		if other.there(id) {
			left[cellOf(id)] = true
		}
	}
	var found []Finding
	all := map[cell]int{}
	for _, id := range ids {
		if left[cellOf(id)] {
			found = append(found, oneOf(kind, has.latest[id]))
			continue
		}
		all[cellOf(id)]++
	}
	for c, n := range all {
		r := report.Record{Stack: c.stack}
		found = append(found, Finding{
			Kind: kind, Cases: n, Case: report.Identity{Guide: c.guide, Release: c.release, Stack: c.stack},
			Title: fmt.Sprintf("%s on Rocket.Chat %s (%s)", c.guide, c.release, r.StackWords()),
			Text:  fmt.Sprintf("%s: everything of it, %s", sentence(kind), cases(n)),
		})
	}
	return found
}

func oneOf(kind Kind, r *report.Record) Finding {
	f := Finding{Kind: kind, Case: r.Identity(), Cases: 1, Title: title(r), Text: sentence(kind)}
	if kind == Appeared {
		f.New, f.After = r, string(stateOf(r))
		return f
	}
	f.Old, f.Before = r, string(stateOf(r))
	return f
}

func sentence(kind Kind) string {
	if kind == Appeared {
		return "was not there before"
	}
	return "is not there any more"
}

func cases(n int) string {
	if n == 1 {
		return "1 case"
	}
	return fmt.Sprintf("%d cases", n)
}
