// Package guide reads, validates and translates the guides that publishers of
// identity providers print. It is pure: no network, no clock, no environment.
package guide

// Guide is one publisher's integration document, statement by statement.
// [Load] fills the placeholders of all its addresses and names from Choices.
type Guide struct {
	ID        string `yaml:"id"`        // "clavex"; also the name of the provider
	Title     string `yaml:"title"`     // as the publisher prints it
	Publisher string `yaml:"publisher"` // who prints the guide
	Source    string `yaml:"source"`    // file name of the document that the statements quote
	Written   string `yaml:"written"`   // versions that the guide says it was written for; may be empty

	// Service is the name given to "Add custom OAuth", as printed or, where the
	// guide leaves it open, as chosen in Choices. [NewService] makes the key.
	Service string `yaml:"service"`
	// RocketChatURL is the address of the workspace, without trailing slash:
	// "https://chat.acme.eu".
	RocketChatURL string `yaml:"rocketchat_url"`
	// ProviderURL is the provider's base as the guide's URL setting names it,
	// without trailing slash: "https://id.acme.eu/acme".
	ProviderURL string `yaml:"provider_url"`
	// RedirectURI is what the guide tells the provider to accept.
	RedirectURI string `yaml:"redirect_uri"`
	// Registration is what else the guide tells the provider about Rocket.Chat.
	Registration Registration `yaml:"registration"`

	// Choices are the values that the guide leaves to its reader, by
	// placeholder name: {"tenant": "…", "button_text": "…"}. Each says in the
	// fixture why it was chosen.
	Choices []Choice `yaml:"choices"`

	Statements []Statement `yaml:"statements"`
}

// Registration describes Rocket.Chat as a client of the provider. What the
// guide does not say is empty.
type Registration struct {
	ClientID   string   `yaml:"client_id"`   // empty: the provider chooses one
	Name       string   `yaml:"name"`        // of the application
	Scopes     []string `yaml:"scopes"`      // in the guide's order
	AuthMethod string   `yaml:"auth_method"` // token_endpoint_auth_method
}

// Choice fills a placeholder that the guide leaves to its reader.
type Choice struct {
	Placeholder string `yaml:"placeholder"` // without braces: "button_text"
	Value       string `yaml:"value"`
	Why         string `yaml:"why"`
}

// Kind says what sort of sentence a statement is.
type Kind string

// The kinds of statement.
const (
	KindSetting      Kind = "setting"       // a Rocket.Chat setting with its value
	KindProviderStep Kind = "provider-step" // something to do, at the provider or on the way to the settings
	KindPromise      Kind = "promise"       // an outcome that the guide promises
	KindVerification Kind = "verification"  // how the guide says to check the result
	KindSymptom      Kind = "symptom"       // a troubleshooting row: symptom, cause, fix
)

// Kinds are all kinds, in the order of the constants.
func Kinds() []Kind {
	return []Kind{KindSetting, KindProviderStep, KindPromise, KindVerification, KindSymptom}
}

// Statement is one actionable sentence of a guide.
type Statement struct {
	ID    string `yaml:"id"`    // "clavex.token-path": unique over all guides
	Line  int    `yaml:"line"`  // 1-based line of the source document
	Quote string `yaml:"quote"` // a short phrase of that line
	Kind  Kind   `yaml:"kind"`
	Topic Topic  `yaml:"topic"` // what the statement is about, the same word in every guide

	// Label and Value are set for settings: the label as the guide prints it
	// and the value with placeholders in braces: "{client_id}".
	Label string `yaml:"label"`
	Value string `yaml:"value"`

	// Button is set where the statement says what the provider's button reads.
	Button string `yaml:"button"`

	// Optional marks a statement that the guide itself calls optional.
	Optional bool `yaml:"optional"`

	// Symptom, Cause and Fix are set for troubleshooting rows.
	Symptom string `yaml:"symptom"`
	Cause   string `yaml:"cause"`
	Fix     string `yaml:"fix"`
	// Note says how the statement is read where that is not obvious.
	Note string `yaml:"note"`
}
