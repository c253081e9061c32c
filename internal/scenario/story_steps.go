package scenario

import (
	"slices"
	"strings"

	"gonogo/internal/evidence"
	"gonogo/internal/report"
)

// clear takes secrets out that were not known when the steps were played.
func (t *transcript) clear(r *evidence.Redactor) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, s := range t.steps {
		t.steps[i].sentence, t.steps[i].failure = r.String(s.sentence), r.String(s.failure)
	}
}

// told are the steps as the story has them.
func (t *transcript) told() []report.Step {
	t.mu.Lock()
	defer t.mu.Unlock()
	steps := make([]report.Step, len(t.steps))
	for i, s := range t.steps {
		steps[i] = report.Step{Sentence: s.sentence, Milliseconds: milliseconds(s.took), Failure: s.failure}
	}
	return steps
}

// longestLog is how many lines of Rocket.Chat's a story holds: the last ones.
const longestLog = 200

// personMark is what the logins of all people begin with that scenarios make.
const personMark = "ada-"

// printed is what Rocket.Chat has printed since the steps began. Others may play
// on the same stack at the same time: lines that name people of theirs and nobody
// of this scenario are left out, what names nobody stays.
func (r *Run) printed() []string {
	all := r.stack.ServerLog()
	var lines []string
	for _, line := range all[min(r.opening.printed, len(all)):] {
		if r.isOurs(line) {
			lines = append(lines, line)
		}
	}
	lines = slices.Clone(lines[max(0, len(lines)-longestLog):])
	for i, line := range lines {
		lines[i] = r.redactor.String(line)
	}
	return lines
}

func (r *Run) isOurs(line string) bool {
	if !strings.Contains(line, personMark) {
		return true
	}
	return slices.ContainsFunc(r.people, func(p *Person) bool {
		name, _, _ := strings.Cut(p.Login, "@")
		return strings.Contains(line, name)
	})
}
