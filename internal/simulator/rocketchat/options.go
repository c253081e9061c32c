package rocketchat

import (
	"io"
	"net/http"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/mirror"
	"gonogo/internal/simulator/seeded"
)

// Options are what a server is made from. Release, RootURL and Database are
// required.
type Options struct {
	Release  release.Release
	RootURL  string // as people type it, with the path prefix if there is one
	Database *mongo.Database
	HTTP     *http.Client // reaches the providers; nil: http.DefaultClient
	Admin    Admin
	// Environment is the server's process environment as far as it is about
	// settings (§1.4).
	Environment map[string]string
	// Debounce is the time from the last change of an OAuth setting to the
	// rewritten service; 0: 2 s (§1.3).
	Debounce time.Duration
	// Timeout is how long a request for tokens, an identity or a picture may take;
	// 0: 20 s (§4.2).
	Timeout time.Duration
	Now     func() time.Time // nil: time.Now
	// UnlimitedLogins lifts Meteor's own limit on the method login: five calls in
	// ten seconds from one address with one browser, which no setting changes.
	UnlimitedLogins bool
	// Writes counts what anybody writes to a collection; nil: somebody may write
	// unnoticed, and each reading asks the database.
	Writes func(collection string) mirror.Writes
	// DeferSettings leaves the settings in the database as they are until Save: for
	// where nobody else reads them there.
	DeferSettings bool
	// Output gets each log line as it comes, secrets removed; nil: nobody does.
	// Log has them too.
	Output io.Writer
	// Seeded are bugs that the server has.
	Seeded seeded.Set
}

// Admin is the administrator that the environment gives a server which has none
// (§2.5). Without a password none is made.
type Admin struct {
	Username      string // empty: "admin"
	Password      string
	Name          string // empty: "Administrator"
	Email         string
	EmailVerified bool
}

// String hides the password.
func (a Admin) String() string { return a.Username + " (password withheld)" }

// GoString does the same for %#v.
func (a Admin) GoString() string { return a.String() }

func (o Options) withDefaults() Options {
	if o.HTTP == nil {
		o.HTTP = http.DefaultClient
	}
	if o.Timeout == 0 {
		o.Timeout = 20 * time.Second
	}
	if o.Output == nil {
		o.Output = io.Discard
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Writes == nil {
		o.Writes = func(string) mirror.Writes { return nil }
	}
	if o.Admin.Username == "" {
		o.Admin.Username = "admin"
	}
	if o.Admin.Name == "" {
		o.Admin.Name = "Administrator"
	}
	o.RootURL = strings.TrimRight(o.RootURL, "/")
	return o
}
