// Package seeded lists the faults that can be seeded into the simulator: bugs
// that could really ship, each at one place of the simulated Rocket.Chat, of an
// emulated provider or of the TLS front. They prove that the suites can fail:
// scripts/prove plants one after the other and wants the scenarios that claim it
// to fail, and others to stay as they are. Nothing is planted but by GONOGO_FAULT.
//
// They are not what package fault plants: those are failures of a healthy
// system (a provider that is down), which the suites prove to be survived.
package seeded

import (
	"fmt"
	"slices"
	"strings"
)

// Name is the word by which GONOGO_FAULT and the code at the fault's place know it.
type Name string

// Place is the part of the stack in which a bug is.
type Place string

// The places.
const (
	Simulator Place = "simulator" // the simulated Rocket.Chat
	Emulator  Place = "emulator"  // the emulated provider
	Front     Place = "front"     // the TLS front
)

// Fault is one bug.
type Fault struct {
	Name  Name
	Where Place
	What  string // what goes wrong, as a sentence without full stop
	// Source tells where the right behaviour is written down: sections of the
	// behavioural specification, or a standard.
	Source string
	// CaughtBy lists the keys of scenarios that must fail, at Shown; no other may,
	// unless the fault is Wide.
	CaughtBy []string
	// Wide says that the bug stops logins as such, or most of them, or that who else
	// sees it depends on the order of scenarios: others may fail, and only Spares
	// must stay as they are.
	Wide bool
	// Spares lists keys of scenarios that must stay as they are, at Shown: they
	// come close to the bug and have nothing to do with it.
	Spares []string
	Shown  Cell
}

// Cell is where a fault shows: a guide at a release, played by an engine.
type Cell struct{ Guide, Release, Engine string }

// Set are the faults that are planted; the zero Set is none.
type Set struct{ names []Name }

// Of plants faults, which must be in the catalogue.
func Of(names ...Name) Set { return Set{slices.Clone(names)} }

// Has tells whether a fault is planted.
func (s Set) Has(name Name) bool { return slices.Contains(s.names, name) }

// Names are the planted faults.
func (s Set) Names() []Name { return slices.Clone(s.names) }

// All is the catalogue.
func All() []Fault {
	return slices.Concat(accounts(), mapping(), handshakes(), pictures(), pages(), sessions(), settings(), proxies(), providers(), troubles())
}

// Parse reads the word of GONOGO_FAULT; without one nothing is planted. For an
// unknown word the error is one sentence that lists the known ones.
func Parse(word string) (Set, error) {
	if word == "" {
		return Set{}, nil
	}
	var known []string
	for _, f := range All() {
		if string(f.Name) == word {
			return Of(f.Name), nil
		}
		known = append(known, string(f.Name))
	}
	return Set{}, fmt.Errorf("GONOGO_FAULT=%s is not known; known values: %s", word, strings.Join(known, ", "))
}

// inBrowser is where a fault of pages shows.
func inBrowser(guide, release string) Cell { return Cell{guide, release, "chromedp"} }

// overHTTP is where a fault shows without a browser.
func overHTTP(guide, release string) Cell { return Cell{guide, release, "protocol"} }
