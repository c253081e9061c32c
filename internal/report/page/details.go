package page

import (
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"gonogo/internal/report"
	"gonogo/internal/report/outline"
)

// details are what is drawn when a case is opened, for some cases. Texts are places
// in Words.
type details struct {
	Words []string `json:"words"`
	Cases []detail `json:"cases"`
}

// detail is one case. Empty fields are left out.
type detail struct {
	Test       int    `json:"test"`
	Package    int    `json:"package"`
	Run        int    `json:"run"`
	Commit     int    `json:"commit,omitempty"`
	Go         int    `json:"go,omitempty"`
	Started    int    `json:"started,omitempty"`
	Outcome    int    `json:"outcome"`
	Statement  int    `json:"statement,omitempty"`
	Repeat     int    `json:"repeat,omitempty"`
	Output     int    `json:"output,omitempty"`
	Artifacts  int    `json:"artifacts,omitempty"`
	Unobserved []int  `json:"unobserved,omitempty"`
	Trouble    []int  `json:"trouble,omitempty"` // symptom, cause, diagnosis, cure
	Story      *story `json:"story,omitempty"`
}

// story is a [report.Story] with its texts as places.
type story struct {
	Steps    [][3]int  `json:"steps,omitempty"` // sentence, milliseconds, failure
	Hops     []hop     `json:"hops,omitempty"`
	Profiles []profile `json:"profiles,omitempty"`
	Log      []int     `json:"log,omitempty"`
	Pictures [][2]int  `json:"pictures,omitempty"` // file, what it shows
}

type hop struct {
	At         int   `json:"at"` // milliseconds after the first
	From       int   `json:"from"`
	To         int   `json:"to"`
	Window     int   `json:"window,omitempty"`
	Method     int   `json:"method"`
	Path       int   `json:"path"`
	Parameters []int `json:"parameters,omitempty"`
	Status     int   `json:"status,omitempty"` // the number itself
	Location   int   `json:"location,omitempty"`
	Error      int   `json:"error,omitempty"`
}

type profile struct {
	Who    int      `json:"who"`
	New    bool     `json:"new,omitempty"`
	Fields [][3]int `json:"fields"` // name, before, after
}

func newDetails(some []entry) details {
	w, d := newWords(), details{}
	for _, e := range some {
		d.Cases = append(d.Cases, newDetail(w, e))
	}
	d.Words = w.list
	return d
}

func newDetail(w *words, e entry) detail {
	d := detail{
		Test: w.of(e.Test), Package: w.of(e.Package), Run: w.of(e.Run), Commit: w.of(outline.Commit(e.run)),
		Go: w.of(e.run.Go), Outcome: w.of(string(e.Outcome)), Statement: w.of(e.Statement), Repeat: w.of(e.Repeat),
		Output: w.of(e.Output), Artifacts: w.of(relative(e.Artifacts)), Unobserved: w.all(e.Unobserved),
	}
	if !e.Started.IsZero() {
		d.Started = w.of(e.Started.UTC().Format(time.RFC3339))
	}
	if t := e.Trouble; t != nil {
		d.Trouble = w.all([]string{t.Symptom, t.Cause, t.Diagnosis, t.Cure})
	}
	if e.Story != nil {
		d.Story = newStory(w, *e.Story)
	}
	return d
}

func newStory(w *words, s report.Story) *story {
	shown := &story{Log: w.all(s.Log)}
	for _, one := range s.Steps {
		shown.Steps = append(shown.Steps, [3]int{w.of(one.Sentence), int(one.Milliseconds), w.of(one.Failure)})
	}
	for _, one := range s.Hops {
		shown.Hops = append(shown.Hops, hop{
			At: int(one.At.Sub(s.Hops[0].At).Milliseconds()), From: w.of(one.From), To: w.of(one.To), Window: w.of(one.Window),
			Method: w.of(one.Method), Path: w.of(one.Path), Parameters: w.all(one.Parameters), Status: one.Status,
			Location: w.of(one.Location), Error: w.of(one.Error),
		})
	}
	for _, one := range s.Profiles {
		shown.Profiles = append(shown.Profiles, newProfile(w, one))
	}
	for _, one := range s.Pictures {
		if file := below(one.File); file != "" {
			shown.Pictures = append(shown.Pictures, [2]int{w.of(file), w.of(one.Shows)})
		}
	}
	return shown
}

func newProfile(w *words, p report.Profile) profile {
	shown := profile{Who: w.of(p.Who), New: len(p.Before) == 0}
	fields := map[string]bool{}
	for _, side := range []map[string]string{p.Before, p.After} {
		for name := range side {
			fields[name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		shown.Fields = append(shown.Fields, [3]int{w.of(name), w.of(p.Before[name]), w.of(p.After[name])})
	}
	return shown
}

// relative is a path that no browser takes for an address; empty for any other: it
// came from a stream of events.
func relative(name string) string {
	clean := path.Clean(strings.ReplaceAll(name, `\`, "/"))
	first, _, _ := strings.Cut(clean, "/")
	if name == "" || path.IsAbs(clean) || strings.Contains(first, ":") {
		return ""
	}
	return clean
}

// below is a path that does not lead out of the folder that it is in; empty for any
// other.
func below(name string) string {
	clean := relative(name)
	if clean == ".." || strings.HasPrefix(clean, "../") {
		return ""
	}
	return clean
}

// prefix is what stands before every link to evidence.
func prefix(folder string) string {
	if clean := relative(folder); clean != "" && clean != "." {
		return "./" + clean + "/"
	}
	return "./"
}
