package guide

import (
	"strconv"
	"strings"
)

// check finds what a schema cannot say: ids that are not unique or carry
// another guide's name, placeholders that nothing fills, and labels and values
// that Rocket.Chat's administration does not have.
func (g *Guide) check(d document) error {
	if err := g.checkIDs(d); err != nil {
		return err
	}
	if err := g.checkChoices(d); err != nil {
		return err
	}
	if err := g.checkPlaceholders(d); err != nil {
		return err
	}
	return g.checkSettings(d)
}

func (g *Guide) checkIDs(d document) error {
	first := map[string]int{}
	for i, s := range g.Statements {
		path := []string{"statements", strconv.Itoa(i), "id"}
		if !strings.HasPrefix(s.ID, g.ID+".") {
			return d.problem(path, "must begin with %q, the id of the guide, not %q", g.ID+".", s.ID)
		}
		if line, taken := first[s.ID]; taken {
			return d.problem(path, "must be unique, but %q is taken by line %d", s.ID, line)
		}
		first[s.ID] = d.line(path)
	}
	return nil
}

func (g *Guide) checkChoices(d document) error {
	first := map[string]int{}
	for i, c := range g.Choices {
		path := []string{"choices", strconv.Itoa(i), "placeholder"}
		if isRunTime(c.Placeholder) {
			return d.problem(path, "must not be %q, which is filled at run time", c.Placeholder)
		}
		if line, taken := first[c.Placeholder]; taken {
			return d.problem(path, "must be unique, but %q is taken by line %d", c.Placeholder, line)
		}
		first[c.Placeholder] = d.line(path)
	}
	return nil
}

// checkPlaceholders wants a choice for every placeholder; those that a run
// fills are allowed in the values of settings only. The name of the service must
// leave something for Rocket.Chat to make a key of.
func (g *Guide) checkPlaceholders(d document) error {
	chosen := g.chosen()
	for _, f := range g.filled() {
		if _, unfilled := fill(*f.text, chosen); unfilled != "" {
			return d.problem(f.path, "uses the placeholder {%s}, which no choice fills", unfilled)
		}
	}
	if service, _ := fill(g.Service, chosen); NewService(service).Key == "" {
		return d.problem([]string{"service"}, "must hold a letter from a to z, a digit or an underscore, not %q", service)
	}
	for _, name := range runTime() {
		chosen[name] = ""
	}
	for i, s := range g.Statements {
		if _, unfilled := fill(s.Value, chosen); unfilled != "" {
			return d.problem([]string{"statements", strconv.Itoa(i), "value"},
				"uses the placeholder {%s}, which neither a choice nor the run fills; a run fills %s",
				unfilled, "{"+strings.Join(runTime(), "}, {")+"}")
		}
	}
	return nil
}

// checkSettings wants labels and values that the administration pages have, and
// the topic that belongs to the label.
func (g *Guide) checkSettings(d document) error {
	values := g.chosen()
	for _, name := range runTime() {
		values[name] = name
	}
	for i, s := range g.Statements {
		if s.Kind != KindSetting {
			continue
		}
		path := []string{"statements", strconv.Itoa(i)}
		known, err := labelled(s.Label)
		if err != nil {
			return d.problem(within(path, "label"), "%v", err)
		}
		if s.Topic != known.topic {
			return d.problem(within(path, "topic"), "must be %q, the topic of the label %q, not %q", known.topic, s.Label, s.Topic)
		}
		value, _ := fill(s.Value, values)
		if _, err := known.parse(value); err != nil {
			return d.problem(within(path, "value"), "%v", err)
		}
	}
	return nil
}
