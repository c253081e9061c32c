package stack

import (
	"fmt"
	"math/rand/v2"

	"gonogo/internal/config"
	"gonogo/internal/simulator/front"
)

// latency is what GONOGO_LATENCY asks for. It says with which seed times are
// drawn, so that a run can be repeated.
func latency(c config.Config, say func(string)) (front.Latency, error) {
	l, err := config.ParseLatency(c.Latency)
	if err != nil || l.Most == 0 {
		return front.Latency{}, err
	}
	if l.Seed == 0 {
		l.Seed = 1 + uint64(rand.Uint32())
	}
	say(fmt.Sprintf("Each request between browser, Rocket.Chat and provider takes %s to %s longer; GONOGO_LATENCY=%s draws the same times again.", l.Least, l.Most, l))
	return front.Latency{Least: l.Least, Most: l.Most, Seed: l.Seed}, nil
}
