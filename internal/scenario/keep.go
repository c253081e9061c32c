package scenario

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"

	"gonogo/internal/evidence"
)

// keepEvidence writes what the people's browsers and the server show, and what
// they did, into the test's artifact folder. Nothing in it is a secret.
func (r *Run) keepEvidence(ctx context.Context, dir string) error {
	errs := []error{os.WriteFile(filepath.Join(dir, "transcript.txt"), []byte(r.transcript.String()), 0o644)}
	collector := evidence.NewCollector(dir, r.redactor)
	if r.stack != nil {
		errs = append(errs, collector.ServerLog(r.stack.ServerLog()))
	}
	for i, p := range r.people {
		if p.session != nil {
			errs = append(errs, p.session.Keep(ctx, collector, folderOf(i), r.creator()))
		}
	}
	return errors.Join(errs...)
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
