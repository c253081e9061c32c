package contained

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// Folder is where this user's ledger lies.
func Folder() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(cache, "gonogo", "containers"), nil
}

// Run is a run of suites in several processes, which leave their stacks to each
// other. It ends with End or with its process.
type Run struct {
	id     string
	ledger *ledger
	claim  *claim
}

// BeginRun enters a run in the ledger. Docker is not asked.
func BeginRun(folder string) (*Run, error) {
	l, err := openLedger(folder)
	if err != nil {
		return nil, err
	}
	id := newID()
	c, err := l.enter("run", id)
	if err != nil {
		return nil, err
	}
	return &Run{id: id, ledger: l, claim: c}, nil
}

// ID is what the suites are told by GONOGO_RUN.
func (r *Run) ID() string { return r.id }

// End removes the stacks that the run's suites have left to each other.
func (r *Run) End(ctx context.Context) error {
	if err := r.claim.forget(); err != nil {
		return err
	}
	_, err := Sweep(ctx, r.ledger.folder, false)
	return err
}

// Sweep removes the containers and networks of this user that no process uses:
// what killed runs have left and, if kept is true, also what was kept.
func Sweep(ctx context.Context, folder string, kept bool) (_ []Swept, err error) {
	e, err := connect(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	l, err := openLedger(folder)
	if err != nil {
		return nil, err
	}
	return l.sweep(ctx, e, kept)
}
