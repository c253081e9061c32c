package contained

import (
	"crypto/rand"
	"strings"

	"github.com/moby/moby/client"
)

// Labels of everything that gonogo makes in Docker. They alone say what is
// ours: names may be anybody's.
const (
	labelHost      = "gonogo.host"      // whose ledger knows the stack
	labelRun       = "gonogo.run"       // the run that has made it
	labelStack     = "gonogo.stack"     // one set of networks and containers
	labelCell      = "gonogo.cell"      // "clavex/8.9.0"
	labelRecipe    = "gonogo.recipe"    // digest of what it was made from
	labelAuthority = "gonogo.authority" // certificate of its authority, PEM
)

// newID is an id of which two are never the same.
func newID() string { return strings.ToLower(rand.Text()[:12]) }

// labelled filters what carries all of the labels ("key=value").
func labelled(labels ...string) client.Filters {
	return make(client.Filters).Add("label", labels...)
}
