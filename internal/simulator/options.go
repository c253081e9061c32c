// Package simulator runs a whole stack in this process: the simulated
// Rocket.Chat, the emulated provider and the database, reachable under the
// guide's own names on a private network. It is a model with a contract, never
// the real thing: whatever reports on it says "embedded".
package simulator

import (
	"crypto/rand"
	"errors"
	"maps"
	"time"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/simulator/emulator"
	"gonogo/internal/simulator/front"
	"gonogo/internal/simulator/mongodb"
	"gonogo/internal/simulator/rocketchat"
	"gonogo/internal/simulator/seeded"
)

// Options say what to simulate. Guide and Release are required.
type Options struct {
	Guide   *guide.Guide
	Release release.Release

	// Authority and Mongo may be shared by many stacks; nil: the stack makes its
	// own and releases it with Close.
	Authority *front.Authority
	Mongo     *mongodb.Server
	// Emulator holds the provider's switches and the keys that sign its tokens,
	// which may be shared too. Open sets its BaseURL, Now and RateLimits.
	Emulator emulator.Options

	// Environment is added to the process environment of the simulated server
	// (see environment), and wins over it.
	Environment map[string]string
	// Limits keeps what the suites lift because everybody in them shares one
	// address: Rocket.Chat's rate limits (§2.4), its block after failed logins,
	// the five logins in ten seconds of its method login, and Clavex's limits. All
	// but the last two are off by settings, which a scenario may switch on.
	Limits bool
	// Debounce is the time from the last change of a setting to the rewritten
	// login service; 0: 25 ms. The real one is 2 s (§1.3), which would be most
	// of the time of a suite that changes settings; everything that waits here
	// waits for the effect and not for the time, so the order of events is the
	// same with both.
	Debounce time.Duration
	// RequestTimeout is how long Rocket.Chat waits for a provider's tokens,
	// identities and pictures; 0: the real 20 s (§4.2), of which it waits one where
	// a failure is planted that keeps the provider silent.
	RequestTimeout time.Duration
	// Now is the clock of codes, tokens and sessions; nil: time.Now.
	Now func() time.Time
	// Admin is the administrator; a zero one gets the name gonogo-admin and a
	// password of its own, both known to this process alone.
	Admin Admin
	// Addresses replace the guide's names by plain HTTP; nil: the guide's names
	// over TLS.
	Addresses *Addresses
	// Latency is the time that requests take between browser, server and provider.
	Latency front.Latency
	// Seeded are bugs that the simulated server, the emulator and the network have.
	Seeded seeded.Set
}

// Admin is the administrator of the simulated workspace. The name must not be
// "admin", which 3.18.2 blocks by default (§14.1).
type Admin struct {
	Username string
	Password string
}

// String hides the password.
func (a Admin) String() string { return a.Username + " (password withheld)" }

// GoString does the same for %#v.
func (a Admin) GoString() string { return a.String() }

// account is the administrator as the environment describes it (§2.5).
func (a Admin) account() rocketchat.Admin {
	return rocketchat.Admin{
		Username: a.Username, Password: a.Password, Name: "gonogo",
		Email: "administrator@gonogo.test", EmailVerified: true,
	}
}

// Addresses are fixed loopback addresses, "127.0.0.1:3000", each with the
// command-line flag that chose it, for the error when it is taken.
type Addresses struct {
	RocketChat, RocketChatFlag string
	Provider, ProviderFlag     string
}

// withDefaults fills in what was left open.
func (o Options) withDefaults() Options {
	if o.Debounce == 0 {
		o.Debounce = embeddedDebounce
	}
	if o.Admin.Username == "" {
		o.Admin.Username = "gonogo-admin"
	}
	if o.Admin.Password == "" {
		o.Admin.Password = rand.Text()
	}
	o.Emulator.Now, o.Emulator.RateLimits, o.Emulator.Seeded = o.Now, o.Limits, o.Seeded
	return o
}

// embeddedDebounce scales the 2000 ms of §1.3 down; see Options.Debounce.
const embeddedDebounce = 25 * time.Millisecond

func (o Options) check() error {
	if o.Guide == nil || o.Release.Version == "" {
		return errors.New("a simulator needs a guide and a release")
	}
	return nil
}

// environment is what the process environment of a server under test says
// (§1.4, §2.3 to §2.5), the same for a container. Variables named after the
// setting give its first value, which scenarios may change; the setup wizard is
// overwritten at each start, because releases reset it (§14.1).
func (o Options) environment() map[string]string {
	e := map[string]string{
		"OVERWRITE_SETTING_Show_Setup_Wizard": "completed",
		// Else the first OAuth login asks for a code by e-mail (§2.3); the
		// second factor on administration is left as it is.
		"Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In": "false",
	}
	if !o.Limits {
		e["API_Enable_Rate_Limiter"] = "false"
		e["Block_Multiple_Failed_Logins_Enabled"] = "false"
		e["DDP_Rate_Limit_Connection_By_Method_Enabled"] = "false"
	}
	maps.Copy(e, o.Environment)
	return e
}
