// Package attached lets the suites use a Rocket.Chat that already runs. gonogo
// is a guest there: it says what it will do before the first write, touches
// nothing but what it has said, and puts everything back at the end. What an
// interrupted run could not put back, the next one does.
package attached

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"gonogo/internal/guide"
	"gonogo/internal/provider/live"
)

// Options say where Rocket.Chat is and who may administrate it.
type Options struct {
	URL           string // Rocket.Chat's address as people type it (GONOGO_URL)
	AdminUser     string // GONOGO_ADMIN_USER
	AdminPassword string // GONOGO_ADMIN_PASSWORD
	MongoURL      string // its database; empty: not observed (GONOGO_MONGO_URL)
	CA            string // PEM file of a further authority to trust; may be empty (GONOGO_CA)
	// ProviderURL is the origin at which the first guide's emulator answers; the
	// other guides' take the free ports that follow. Port 0: any free ports. With
	// a live provider it is the provider's address (GONOGO_PROVIDER_URL).
	ProviderURL string
	// Certificate and Key are the PEM files of emulators on https
	// (GONOGO_PROVIDER_CERTIFICATE, GONOGO_PROVIDER_KEY).
	Certificate, Key string
	// Live says how to administrate the live provider of the one guide; its URL and
	// HTTP are filled in. nil: the providers are emulated (GONOGO_PROVIDER).
	Live *live.Options
	// Crowd allows a workspace with more than a handful of people (GONOGO_ATTACHED_ANYWAY).
	Crowd  bool
	Guides []*guide.Guide
	// JournalFolder keeps the record of what has to be put back, for the next run
	// if this one is killed.
	JournalFolder string
	// Say tells a person that another run is waited for; nil: it is an error.
	Say func(string)
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
	provider, err := address("GONOGO_PROVIDER_URL", o.ProviderURL)
	if err != nil {
		return err
	}
	if chat.Scheme == "https" && provider.Scheme != "https" {
		return errors.New("GONOGO_PROVIDER_URL is http, which only a Rocket.Chat on http may use, and GONOGO_URL is https; set GONOGO_PROVIDER_URL to an https address")
	}
	if o.Live != nil {
		return o.checkLive()
	}
	return o.checkEmulators(provider)
}

func (o Options) checkLive() error {
	switch {
	case len(o.Guides) != 1:
		return fmt.Errorf("GONOGO_PROVIDER=live is for one guide at a time, and GONOGO_GUIDES chooses %d; set GONOGO_GUIDES to the guide of the provider at GONOGO_PROVIDER_URL", len(o.Guides))
	case o.Certificate != "" || o.Key != "":
		return errors.New("GONOGO_PROVIDER_CERTIFICATE and GONOGO_PROVIDER_KEY are for emulators, and a live provider has its own; leave them unset, and set GONOGO_CA if its authority is a private one")
	}
	return nil
}

func (o Options) checkEmulators(at *url.URL) error {
	switch {
	case at.Port() == "" || at.Path != "":
		return errors.New("GONOGO_PROVIDER_URL must be http://HOST:PORT or https://HOST:PORT without a path; set it to an address of this machine such as http://127.0.0.1:9999")
	case at.Scheme == "https" && (o.Certificate == "" || o.Key == ""):
		return errors.New("emulators on https need GONOGO_PROVIDER_CERTIFICATE and GONOGO_PROVIDER_KEY; set them to PEM files of a certificate for the host of GONOGO_PROVIDER_URL that Rocket.Chat trusts")
	case at.Scheme == "http" && (o.Certificate != "" || o.Key != ""):
		return errors.New("GONOGO_PROVIDER_CERTIFICATE and GONOGO_PROVIDER_KEY are for emulators on https, and GONOGO_PROVIDER_URL is http; make that https, or leave them unset")
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
