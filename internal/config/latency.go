package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Latency is the range of GONOGO_LATENCY: how long requests take on their way.
// The zero value is none.
type Latency struct {
	Least, Most time.Duration
	Seed        uint64 // of the draws; 0: any
}

// ParseLatency reads "300ms", "0-300ms", and either with a seed: "0-300ms@42".
// The error is one sentence that names the variable.
func ParseLatency(text string) (Latency, error) {
	if text == "" {
		return Latency{}, nil
	}
	bounds, seed, seeded := strings.Cut(text, "@")
	least, most, isRange := strings.Cut(bounds, "-")
	if !isRange {
		least, most = bounds, bounds
	}
	if unit := strings.TrimLeft(most, "0123456789."); strings.TrimLeft(least, "0123456789.") == "" {
		least += unit // 50-300ms
	}
	var l Latency
	var errs [3]error
	l.Least, errs[0] = time.ParseDuration(least)
	l.Most, errs[1] = time.ParseDuration(most)
	if seeded {
		l.Seed, errs[2] = strconv.ParseUint(seed, 10, 64)
	}
	if errs != [3]error{} || l.Least < 0 || l.Most < l.Least || seeded && l.Seed == 0 {
		return Latency{}, fmt.Errorf("GONOGO_LATENCY=%s is neither a duration such as 300ms nor a range such as 0-300ms, with the seed of an earlier run behind it (0-300ms@42) or without", text)
	}
	return l, nil
}

// String is the value that means the same.
func (l Latency) String() string { return fmt.Sprintf("%s-%s@%d", l.Least, l.Most, l.Seed) }
