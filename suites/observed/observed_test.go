// Package observed_test holds Rocket.Chat, simulated or real, against what was
// seen on a real one. The cases are in fixtures/observed.
package observed_test

import (
	"testing"

	"gonogo/internal/observed"
)

func TestObserved(t *testing.T) { observed.Prove(t) }
