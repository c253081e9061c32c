package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	outcomes "gonogo/internal/report"
	"gonogo/scripts/internal/prebuilt"
)

// sideBySide is how many scenarios are in progress at a time.
const sideBySide = 6

// played is one repeat of the suite.
type played struct {
	engine, condition string
	repeat            int
	cases             []outcomes.Record
	logins            int
	failed            int // outside of any scenario
	output            string
	took              time.Duration
}

// String says in one line what came of it.
func (p played) String() string {
	return fmt.Sprintf("%s, %s, repeat %d: %d scenarios, %d logins, %.1f s", p.engine, p.condition, p.repeat, len(p.cases), p.logins, p.took.Seconds())
}

// play plays the suite once. Its events stay; the stories of a repeat in which
// everything went as expected have told how many logins there were, and go.
func play(ctx context.Context, s prebuilt.Suite, f flags, engine string, c condition, repeat int) (played, error) {
	folder, err := filepath.Abs(filepath.Join(f.Results, engine+"-"+c.name, strconv.Itoa(repeat)))
	if err != nil {
		return played{}, fmt.Errorf("finding the folder for the events: %w", err)
	}
	took, err := record(ctx, s, f, engine, c, repeat, folder)
	if err != nil {
		return played{}, err
	}
	d, err := outcomes.Read(folder)
	if err != nil {
		return played{}, err
	}
	p := played{engine: engine, condition: c.name, repeat: repeat, cases: d.Cases, took: took}
	p.failed, p.output = d.Runs[0].Failed, d.Runs[0].Output
	for _, r := range d.Cases {
		p.logins += logins(r.Story)
	}
	if p.failed > 0 || slices.ContainsFunc(d.Cases, unexpected) {
		return p, nil
	}
	return p, os.RemoveAll(filepath.Join(folder, "_artifacts"))
}

// record plays the suite into an empty folder.
func record(ctx context.Context, s prebuilt.Suite, f flags, engine string, c condition, repeat int, folder string) (took time.Duration, err error) {
	if err := errors.Join(os.RemoveAll(folder), os.MkdirAll(folder, 0o755)); err != nil {
		return 0, fmt.Errorf("making the folder for the events: %w", err)
	}
	file, err := os.Create(filepath.Join(folder, outcomes.EventsFile))
	if err != nil {
		return 0, fmt.Errorf("making the file for the events: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	env := slices.Concat(prebuilt.Environment(os.Environ()), []string{"GONOGO_ENGINE=" + engine, "GONOGO_GUIDES=" + f.Guides}, c.variables(repeat))
	defer c.burden(ctx)()
	begun := time.Now()
	err = s.Play(ctx, prebuilt.Play{
		Run: "^Test/" + f.Run, Env: env, Kept: file,
		Flags: []string{"-test.artifacts", "-test.outputdir=" + folder, fmt.Sprintf("-test.parallel=%d", sideBySide)},
	}, func(outcomes.Event) {})
	return time.Since(begun), err
}

// logins counts the login calls that Rocket.Chat has granted: what it refused has
// an error.
func logins(s *outcomes.Story) int {
	if s == nil {
		return 0
	}
	count := 0
	for _, h := range s.Hops {
		if h.Path == "/api/v1/method.callAnon/login" && h.Status == 200 && h.Error == "" {
			count++
		}
	}
	return count
}
