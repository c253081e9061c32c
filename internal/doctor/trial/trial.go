// Package trial logs a test person in at a provider as Rocket.Chat would have it
// done, without Rocket.Chat: it walks the provider's login pages, stops where the
// provider sends the person back, and then does what Rocket.Chat's server does
// with the code (§4). Rocket.Chat's callback is never called, and nothing is
// written anywhere but the provider's session of the test person.
//
// Sections (§) are those of the behavioural specification of custom OAuth.
package trial

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"gonogo/internal/doctor/attempt"
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// Secret is a text that is never printed.
type Secret string

// Format hides the secret from every verb of package fmt.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "(secret withheld)") }

// MarshalText hides the secret from encoders.
func (Secret) MarshalText() ([]byte, error) { return []byte("(secret withheld)"), nil }

// Person is the test person as the provider's login page knows her.
type Person struct {
	Login         string
	Password      Secret
	Authenticator provider.Authenticator // of the provider's second factor; empty: she has none
}

// Case is what is to be tried.
type Case struct {
	Guide        *guide.Guide
	Release      release.Release
	Service      rocketchat.Service // as settings.oauth shows it
	ClientID     string             // empty: the service's clientId
	ClientSecret Secret             // empty: not known, so that the trial ends with the code
	RedirectURI  string             // as Rocket.Chat sends it, with ?close if it adds that
	Person       Person
	HTTP         *http.Client  // reaches the provider; nil: the default one
	Users        Users         // nil: accounts are not looked at
	Limit        time.Duration // of each token and identity request; zero: 20 s as Rocket.Chat's own (§4.2)
	// ServerFailed says that a login through Rocket.Chat has just failed after the
	// callback (attempt.StageCallback).
	ServerFailed bool
	// ManualApproval is Accounts_ManuallyApproveNewUsers: where it is on, an account
	// that is not active waits for approval rather than having been switched off.
	ManualApproval attempt.Setting
}

// Users looks accounts of the workspace up.
type Users interface {
	// ByUsername finds the accounts with that user name in any case.
	ByUsername(ctx context.Context, username string) ([]Account, error)
	// ByEmail finds the accounts with that address in any case.
	ByEmail(ctx context.Context, address string) ([]Account, error)
}

// Account is what the rules of §5.1 ask of an account.
type Account struct {
	ID       string
	Username string
	Name     string
	Emails   []rocketchat.Email
	Active   bool
	// ServicesKnown says whether the two fields below were visible.
	ServicesKnown bool
	HasPassword   bool
	ServiceID     any // services.<key>.id, a value of encoding/json; nil: none
}

// Stage is how far a trial came.
type Stage string

// The stages, in their order: what each names was not reached, but for the last.
const (
	StageAuthorize Stage = "authorize" // the provider shows no login page
	StageSignIn    Stage = "sign-in"   // the person does not come back with a code
	StageToken     Stage = "token"     // no access token for the code
	StageIdentity  Stage = "identity"  // no usable identity for the token
	StageAccount   Stage = "account"   // an account rule would refuse the login
	StageDone      Stage = "done"
)

// Trial is what was seen. It holds no secret, code or token.
type Trial struct {
	Ended    Stage
	Claims   []string // names of the identity's claims, sorted
	Username string   // after mapping; empty: none
	Email    string   // likewise
	Fate     Fate     // what Rocket.Chat will do with an account; empty: not looked at
	Account  string   // user name of the account that Fate is about; empty: none
	Wiped    bool     // that account loses its password by it, even if the login is refused (§14.4)
	Unseen   []string // what could not be looked at, with the reason
}

// Fate is what becomes of accounts when the identity logs in.
type Fate string

// The fates.
const (
	Created Fate = "created" // a new account
	Known   Fate = "known"   // the account that has the identity's id
	Linked  Fate = "linked"  // an account that is there gets the identity's id
	Refused Fate = "refused" // the login fails
)
