// Package attached lets the suites use a Rocket.Chat that already runs. gonogo
// is a guest there: it says what it will do before the first write, touches
// nothing but what it has said, and puts everything back at the end. What an
// interrupted run could not put back, the next one does.
package attached

import (
	"fmt"
	"net"
	"net/url"
	"strings"

	"gonogo/internal/guide"
)

// Options say where Rocket.Chat is and who may administrate it.
type Options struct {
	URL           string // Rocket.Chat's address as people type it (GONOGO_URL)
	AdminUser     string // GONOGO_ADMIN_USER
	AdminPassword string // GONOGO_ADMIN_PASSWORD
	MongoURL      string // its database; empty: not observed (GONOGO_MONGO_URL)
	// ProviderURL is the origin at which the first guide's emulator answers, plain
	// HTTP; the other guides' take the free ports that follow. Port 0: any free
	// ports (GONOGO_PROVIDER_URL).
	ProviderURL string
	// Crowd allows a workspace with more than a handful of people (GONOGO_ATTACHED_ANYWAY).
	Crowd  bool
	Guides []*guide.Guide
	// JournalFolder keeps the record of what has to be put back, for the next run
	// if this one is killed.
	JournalFolder string
}

// String says where, without the secrets.
func (o Options) String() string { return "Rocket.Chat at " + o.URL + " (secrets withheld)" }

// GoString does the same for %#v.
func (o Options) GoString() string { return o.String() }

// check returns one sentence that names the variable and what to do.
func (o Options) check() error {
	for _, v := range []struct{ name, value, what string }{
		{"GONOGO_URL", o.URL, "the address of Rocket.Chat as people type it, such as https://chat.example.org"},
		{"GONOGO_ADMIN_USER", o.AdminUser, "the user name of one of its administrators"},
		{"GONOGO_ADMIN_PASSWORD", o.AdminPassword, "that administrator's password"},
	} {
		if v.value == "" {
			return fmt.Errorf("the attached stack needs %s; set it to %s", v.name, v.what)
		}
	}
	chat, err := address("GONOGO_URL", o.URL)
	if err != nil {
		return err
	}
	emulator, err := address("GONOGO_PROVIDER_URL", o.ProviderURL)
	switch {
	case err != nil:
		return err
	case emulator.Scheme != "http" || emulator.Port() == "" || emulator.Path != "":
		return fmt.Errorf("GONOGO_PROVIDER_URL must be http://HOST:PORT without a path: gonogo's emulators speak plain HTTP; set it to an address of this machine such as http://127.0.0.1:9999")
	case chat.Scheme != "http":
		return fmt.Errorf("GONOGO_URL is https, and the provider's emulator speaks plain HTTP, which only a Rocket.Chat on http may use; set GONOGO_URL to a Rocket.Chat on http")
	}
	return nil
}

// address reads a variable that holds an address. The value may hold a
// password, so that no error repeats it.
func address(variable, value string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(value, "/"))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("%s is not an address; set it to something like https://chat.example.org", variable)
	}
	if u.User != nil {
		return nil, fmt.Errorf("%s holds a user or a password; set it to the address alone", variable)
	}
	return u, nil
}

// loopback tells whether an address is of this machine alone.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
