package report

import (
	"regexp"
	"strings"
)

// defaults are the words that a run needs not be told.
const (
	defaultStack  = "embedded"
	defaultEngine = "chromedp"
)

// repeat is the command that plays a case again: the variables that are not at
// their default, and the one scenario. selection is the run's.
func repeat(r *Record, selection string) string {
	words := variables(r, selection)
	words = append(words, "go run ./scripts/poll --run", quote(pattern(r)))
	if folder, inside := strings.CutPrefix(r.Package, "gonogo/"); inside {
		words = append(words, quote("./"+folder))
	}
	return strings.Join(words, " ")
}

// variables are those of the case, then those that the run had besides.
func variables(r *Record, selection string) []string {
	var words []string
	add := func(name, value string) { words = append(words, name+"="+quote(value)) }
	if r.Guide != Observed {
		add("GONOGO_GUIDES", r.Guide)
		// A workspace that runs already has the release that it has.
		if r.Stack != "attached" {
			add("GONOGO_RELEASES", r.Release)
		}
	}
	switch r.Stack {
	case defaultStack:
	case "simulated containers":
		add("GONOGO_STACK", "containers")
	default:
		add("GONOGO_STACK", r.Stack)
	}
	if r.Engine != defaultEngine && r.Guide != Observed {
		add("GONOGO_ENGINE", r.Engine)
	}
	for _, word := range strings.Fields(selection) {
		switch name, value, _ := strings.Cut(word, "="); {
		case name == "GONOGO_GUIDES", name == "GONOGO_RELEASES", name == "GONOGO_STACK", name == "GONOGO_ENGINE":
		case strings.HasPrefix(name, "GONOGO_") && quote(name) == name:
			add(name, value)
		}
	}
	return words
}

// pattern chooses the scenario and no other that begins like it.
func pattern(r *Record) string {
	if _, name, _ := strings.Cut(r.Test, "/"); name == r.Scenario+"/"+r.Guide+"/"+r.Release {
		return "^" + r.Scenario + "$/" + r.Guide
	}
	names := strings.Split(r.Test, "/")
	for i, name := range names[1:] {
		names[i+1] = "^" + regexp.QuoteMeta(name) + "$"
	}
	return strings.Join(names, "/")
}

// quote makes one word for a shell of a text that anybody may have written.
func quote(text string) string {
	special := func(r rune) bool {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		return !letter && !strings.ContainsRune("._,:/@%+-…", r)
	}
	if text != "" && !strings.ContainsFunc(text, special) {
		return text
	}
	return "'" + strings.ReplaceAll(Plain(text), "'", `'\''`) + "'"
}
