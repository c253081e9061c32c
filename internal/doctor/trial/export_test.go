package trial

import (
	"context"

	"gonogo/internal/doctor/diagnosis"
)

// Redeem runs what follows the login at the provider, with a code that was got.
func Redeem(ctx context.Context, c Case) ([]diagnosis.Finding, Trial, error) {
	t, err := newTrier(c)
	if err != nil {
		return nil, Trial{}, err
	}
	t.redeem(ctx, code{"c", "s"})
	return t.findings, t.trial, nil
}
