// Package guide reads, validates and translates the guides that publishers of
// identity providers print. It is pure: no network, no clock, no environment.
package guide

// Guide is one publisher's integration document, statement by statement.
type Guide struct {
	ID        string // "clavex"; also the name of the provider
	Title     string // as the publisher prints it
	Publisher string
	Source    string // file name of the document that the statements quote
	Written   string // versions that the guide says it was written for; may be empty

	// Service is the name given to "Add custom OAuth", as printed or, where the
	// guide leaves it open, as chosen in Choices.
	Service string
	// RocketChatURL is the address of the workspace, without trailing slash:
	// "https://chat.acme.eu".
	RocketChatURL string
	// ProviderURL is the provider's base as the guide's URL setting names it,
	// without trailing slash: "https://id.acme.eu/acme".
	ProviderURL string
	// RedirectURI is what the guide tells the provider to accept.
	RedirectURI string

	// Choices are the values that the guide leaves to its reader, by
	// placeholder name: {"tenant": "…", "button_text": "…"}. Each says in the
	// fixture why it was chosen.
	Choices []Choice

	Statements []Statement
}

// Choice fills a placeholder that the guide leaves to its reader.
type Choice struct {
	Placeholder string
	Value       string
	Why         string
}

// Kind says what sort of sentence a statement is.
type Kind string

// The kinds of statement.
const (
	KindSetting      Kind = "setting"       // a Rocket.Chat setting with its value
	KindProviderStep Kind = "provider-step" // something to do at the provider
	KindPromise      Kind = "promise"       // an outcome that the guide promises
	KindVerification Kind = "verification"  // how the guide says to check the result
	KindSymptom      Kind = "symptom"       // a troubleshooting row: symptom, cause, fix
)

// Statement is one actionable sentence of a guide.
type Statement struct {
	ID    string // "clavex.token-path": unique over all guides
	Line  int    // 1-based line of the source document
	Quote string // a short phrase of that line
	Kind  Kind
	Topic Topic // what the statement is about, the same word in every guide

	// Label and Value are set for settings: the label as the guide prints it
	// and the value with placeholders in braces: "{client_id}".
	Label string
	Value string

	// Optional marks a statement that the guide itself calls optional.
	Optional bool

	// Symptom, Cause and Fix are set for troubleshooting rows.
	Symptom, Cause, Fix string
	// Note says how the statement is read where that is not obvious.
	Note string
}

// Topic is what a statement is about; suites find a guide's statements by it.
// For a setting it is the suffix of the setting with hyphens ("token-path",
// "login-style", "enable"); the others are listed below.
type Topic string

// Topics of promises, verifications and provider steps that suites look for.
const (
	TopicButtonOnLoginPage  Topic = "button-on-login-page"  // a button appears on the login page
	TopicButtonOnSignUpPage Topic = "button-on-signup-page" // … and on the sign-up page
	TopicProviderPage       Topic = "provider-page"         // a click leads to the provider's page
	TopicLogin              Topic = "login"                 // a login ends as an authorised user
	TopicPopup              Topic = "popup"                 // the provider's page is a popup
	TopicConsent            Topic = "consent"               // the provider asks for consent
	TopicRedirectURI        Topic = "redirect-uri"          // the redirect URI registered at the provider
	TopicMergeUsers         Topic = "merge-users"           // existing accounts are linked
	TopicAvatarSync         Topic = "avatar-sync"           // the picture is taken over
	TopicUsernameSync       Topic = "username-sync"         // the user name is taken over
	TopicEmailSync          Topic = "email-sync"            // the e-mail is taken over
	TopicFieldMap           Topic = "field-map"             // Clavex's JSON field map
)

// About returns the statements of the guide on a topic, in the guide's order.
func (g *Guide) About(topic Topic) []Statement {
	var found []Statement
	for _, s := range g.Statements {
		if s.Topic == topic {
			found = append(found, s)
		}
	}
	return found
}

// Finding is something that a reader of the guide should know: a statement
// that does not hold as printed.
type Finding struct {
	Statement string // id of the statement
	Text      string // one sentence: what is wrong and what was done instead
}
