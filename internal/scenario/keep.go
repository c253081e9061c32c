package scenario

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"gonogo/internal/evidence"
	"gonogo/internal/report"
)

// keepEvidence writes what the people's browsers and the server show, and what
// they did, into the test's artifact folder. Nothing in it is a secret.
func (r *Run) keepEvidence() {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), patience)
	defer cancel()
	dir := r.t.ArtifactDir()
	collector := evidence.NewCollector(dir, r.redactor)
	errs := []error{
		collector.ServerLog(r.stack.ServerLog()),
		os.WriteFile(filepath.Join(dir, "transcript.txt"), []byte(r.transcript.String()), 0o644),
	}
	for i, p := range r.people {
		if p.session != nil {
			errs = append(errs, p.session.Keep(ctx, collector, fmt.Sprintf("person-%d", i+1), r.creator()))
		}
	}
	if err := errors.Join(errs...); err != nil {
		r.t.Logf("some evidence could not be kept: %v", err)
	}
	r.t.Attr(report.KeyArtifacts, dir)
}

func (r *Run) creator() evidence.Creator {
	return evidence.Creator{Version: buildVersion(), Browser: r.engine.Version()}
}

// buildVersion is gonogo's own version, as the Go command stamped it.
func buildVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "unknown"
}
