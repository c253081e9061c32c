package scenario

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"gonogo/internal/report"
)

// opening is where a scenario's story begins.
type opening struct {
	kept    bool     // the story, and what belongs to it
	printed int      // lines that Rocket.Chat had printed
	locals  []*Local // accounts that were there before a login, or are looked at between two
}

// keepsArtifacts is false without go test -artifacts: the folder of a test then
// vanishes with it, so that nothing need be written there.
func keepsArtifacts() bool {
	f := flag.Lookup("test.artifacts")
	return f != nil && f.Value.String() == "true"
}

// begins notes what the story is measured from.
func (r *Run) begins() {
	if r.opening.kept {
		r.opening.printed = len(r.stack.ServerLog())
	}
}

// neverBegan is the story of a scenario whose stack or settings were not to be had.
func (r *Run) neverBegan(su *Suite, what string, why error) {
	r.transcript.add(what, 0, r.redactor.String(oneLine(why)))
	r.t.Fail()
	r.keep(su)
}

// keep writes what people need to understand the scenario afterwards into its
// artifact folder: its story, whatever became of it, and pictures, sources and
// archives of those that GONOGO_EVIDENCE asks for. Nothing in it is a secret.
func (r *Run) keep(su *Suite) {
	r.t.Helper()
	if !r.opening.kept {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), patience)
	defer cancel()
	dir, asked := r.t.ArtifactDir(), su.config.Evidence
	if err := r.keepIn(ctx, dir, asked == "all" || asked == "failed" && r.t.Failed()); err != nil {
		r.t.Logf("some evidence could not be kept: %s", r.redactor.String(err.Error()))
	}
	r.t.Attr(report.KeyArtifacts, dir)
}

// keepIn writes the story, and pictures and archives if they are asked for.
func (r *Run) keepIn(ctx context.Context, dir string, evidence bool) error {
	profiles, err := r.profiles(ctx) // first: looking at accounts teaches the redactor
	r.transcript.clear(r.redactor)
	if evidence {
		err = errors.Join(err, r.keepEvidence(ctx, dir))
	}
	return errors.Join(err, r.writeStory(dir, profiles))
}

// learn tells the redactor the secrets that the scenario has brought about so far.
func (r *Run) learn() {
	if secret, ok := r.configured.Value("secret"); ok {
		r.redactor.Add(fmt.Sprint(secret))
	}
	for _, p := range r.people {
		if p.session != nil {
			r.redactor.Learn(p.session.Exchanges())
		}
	}
}

func (r *Run) writeStory(dir string, profiles []report.Profile) error {
	story := report.Story{
		Format: report.StoryFormat, Steps: r.transcript.told(), Profiles: profiles, Pictures: r.pictures(dir),
	}
	if r.stack != nil {
		story.Hops, story.Log = r.hops(), r.printed()
	}
	raw, err := json.Marshal(story)
	if err != nil {
		return fmt.Errorf("encoding the story: %w", err)
	}
	return os.WriteFile(filepath.Join(dir, report.StoryFile), append(raw, '\n'), 0o644)
}

// pictures are the screenshots that were kept.
func (r *Run) pictures(dir string) []report.Picture {
	var all []report.Picture
	for i := range r.people {
		files, err := fs.Glob(os.DirFS(dir), folderOf(i)+"/*.png")
		if err != nil {
			return nil // never: the pattern is well formed
		}
		for _, file := range files {
			page := strings.TrimSuffix(path.Base(file), ".png")
			all = append(all, report.Picture{File: file, Shows: fmt.Sprintf("%s's %s when the scenario ended", r.who(i), page)})
		}
	}
	return all
}

// folderOf is where the evidence of a person's browser goes.
func folderOf(person int) string { return fmt.Sprintf("person-%d", person+1) }

// who is a person's name in the story: the sentences of the steps call her ada.
func (r *Run) who(person int) string {
	if person == 0 {
		return "ada"
	}
	return fmt.Sprintf("ada %d", person+1)
}

// milliseconds are a duration for people to read, to a tenth.
func milliseconds(d time.Duration) float64 {
	return float64(d.Round(100*time.Microsecond)) / float64(time.Millisecond)
}
