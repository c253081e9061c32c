package stack

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/config"
	"gonogo/internal/guide"
	"gonogo/internal/release"
)

// Opener opens the stacks of one run, all of one kind. What they share (a
// certificate authority, a database server) is opened with the first stack and
// lives until Close. It is safe for concurrent use.
type Opener interface {
	// Open starts a stack for a guide at a release. It is not configured yet:
	// see Configure.
	Open(ctx context.Context, g *guide.Guide, r release.Release) (Stack, error)
	// TrustSPKI lists the keys (base64 SHA-256 of the public key) whose
	// certificates a browser has to accept; empty where the system's own do.
	TrustSPKI() []string
	// ReachHosts lists the names that a browser without the stack's proxy must
	// be able to resolve; everything else but loopback stays unknown to it.
	ReachHosts() []string
	// Close releases what the stacks shared. Stacks must be closed before.
	Close(ctx context.Context) error
}

// OneByOne is an opener whose stacks are so big that one cell after the other is
// proven, each on a stack that is closed before the next but one is opened.
type OneByOne interface {
	// Fail notes that a scenario has failed: a stack may then have to stay.
	Fail()
}

// kind is a sort of stack by the word that GONOGO_STACK uses.
type kind struct {
	name string
	open func(context.Context, config.Config, func(string)) (Opener, error)
}

// kinds is where a new sort of stack is added.
func kinds() []kind {
	return []kind{
		{"embedded", newEmbedded},
		{"containers", newContained},
		{"attached", newAttached},
	}
}

// Kinds lists the words that NewOpener knows.
func Kinds() []string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.name)
	}
	return names
}

// NewOpener returns the opener of the kind of stack that was chosen. What a
// person has to hear while stacks are opened and closed goes to say. For an
// unknown kind the error is one sentence that lists the known ones.
func NewOpener(ctx context.Context, c config.Config, say func(string)) (Opener, error) {
	i := slices.IndexFunc(kinds(), func(k kind) bool { return k.name == c.Stack })
	if i < 0 {
		return nil, fmt.Errorf("unknown stack %q; known stacks: %s", c.Stack, strings.Join(Kinds(), ", "))
	}
	if c.Fault != "" && c.Stack != "embedded" {
		return nil, fmt.Errorf("GONOGO_FAULT=%s plants a bug in the simulator, and GONOGO_STACK=%s runs none; leave one of them unset", c.Fault, c.Stack)
	}
	if c.Latency != "" && c.Stack != "embedded" {
		return nil, fmt.Errorf("GONOGO_LATENCY=%s delays requests on the simulator's network, and GONOGO_STACK=%s has none; leave one of them unset", c.Latency, c.Stack)
	}
	return kinds()[i].open(ctx, c, say)
}
