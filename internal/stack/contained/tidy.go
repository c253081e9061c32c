package contained

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
)

// tidy forgets entries of what is no more: runs whose process has ended, and
// stacks that were removed past gonogo.
func (l *ledger) tidy(ctx context.Context, e engine) error {
	entries, err := os.ReadDir(l.folder)
	if err != nil {
		return fmt.Errorf("reading which containers are in use: %w", err)
	}
	var errs []error
	for _, entry := range entries {
		if kind, id, _ := strings.Cut(entry.Name(), "-"); kind == "run" || kind == "stack" {
			errs = append(errs, l.tidyOne(ctx, e, kind, id))
		}
	}
	return errors.Join(errs...)
}

func (l *ledger) tidyOne(ctx context.Context, e engine, kind, id string) error {
	c, err := l.claim(kind, id)
	if errors.Is(err, errInUse) {
		return nil
	}
	if err != nil {
		return err
	}
	if kind == "stack" {
		// Asked only now that nobody else can have it.
		all, err := e.stacks(ctx, labelStack+"="+id)
		if err != nil || len(all) > 0 {
			return errors.Join(err, c.release())
		}
	}
	return c.forget()
}
