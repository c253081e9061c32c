// Package observed proves what was seen on a real Rocket.Chat (observed-7.1.md)
// on a stack: each case of the document is data, one file a section, and says
// which accounts exist, what the provider answers, and what must come of a
// login. It speaks HTTP only and needs no browser.
package observed

// Section is one section of the document.
type Section struct {
	Section string `yaml:"section"` // letter in the document: "B"
	Title   string `yaml:"title"`
	// Release is where the section was seen; elsewhere its cases say nothing.
	Release string `yaml:"release"`
	// Shared holds YAML anchors that the cases refer to; nothing reads it.
	Shared any `yaml:"shared"`
	// Service and Identity are the starting points of all cases: settings of the
	// custom OAuth service by suffix, and what the provider tells.
	Service  map[string]any `yaml:"service"`
	Identity map[string]any `yaml:"identity"`
	Cases    []Case         `yaml:"cases"`
}

// Case is one row of the document. With variants it holds for each of them.
type Case struct {
	ID       string `yaml:"id"`
	Title    string `yaml:"title"`
	Setup    `yaml:",inline"`
	Variants []Variant `yaml:"variants"`
}

// Variant is a cell of a row: what it sets replaces what the case says, or is
// added to it where that is a mapping (but expect is replaced).
type Variant struct {
	Name  string `yaml:"name"`
	Setup `yaml:",inline"`
}

// Setup is what a case starts from, does and expects. In all texts {u} stands
// for the run's own mark, {svc} for the service's key, {provider} and {chat} for
// addresses, {token} and {credential} for the access and credential token of the
// latest login, and {password} for the password of the local accounts.
type Setup struct {
	// Service overrides settings of the section. A value with {u} gives the case
	// a service of its own.
	Service map[string]any `yaml:"service"`
	// Workspace are settings by id; the case then runs alone.
	Workspace map[string]any `yaml:"workspace"`
	Accounts  []Local        `yaml:"accounts"`
	// Identity overrides claims of the section; null removes one.
	Identity map[string]any   `yaml:"identity"`
	Replies  map[string]Reply `yaml:"replies"` // "token", "identity"
	// Style is "popup" (default) or "redirect".
	Style string `yaml:"style"`
	// Steps are what happens; default: one login. The last login is judged.
	Steps  []Step  `yaml:"steps"`
	Expect *Expect `yaml:"expect"`
}

// Local is an account that exists before the first step.
type Local struct {
	As       string `yaml:"as"` // how the case calls it
	Username string `yaml:"username"`
	Name     string `yaml:"name"`
	Email    string `yaml:"email"`
	Verified bool   `yaml:"verified"`
	// Document is merged into the users document, which only access to the
	// database allows.
	Document map[string]any `yaml:"document"`
}

// Reply is what an endpoint of the provider answers instead of the usual.
type Reply struct {
	Status int    `yaml:"status"` // default 200
	Type   string `yaml:"type"`   // content type; default application/json
	Body   string `yaml:"body"`
	// Reset drops the connection without an answer.
	Reset bool `yaml:"reset"`
}

// Step is one thing that somebody does.
type Step struct {
	// Do is login (authorize, callback and submit in one), one of those three,
	// access-token, update, activate, deactivate, configure, call or method.
	Do string `yaml:"do"`
	// Of a login: claims that differ from the case's, and a name for its account.
	Identity map[string]any `yaml:"identity"`
	As       string         `yaml:"as"`
	// Of a callback: parameters to override (null removes one, a mapping is
	// JSON in base64 over the usual state), and another service's path.
	Query map[string]any `yaml:"query"`
	At    string         `yaml:"at"`
	// Of a submit: other credentials; the secret "null" is JSON's null.
	Token  string `yaml:"token"`
	Secret string `yaml:"secret"`
	// Of update, activate and deactivate: whose account; of update: which fields.
	Account string         `yaml:"account"`
	Data    map[string]any `yaml:"data"`
	// Of configure: settings of the service; "enabled" is the switch itself.
	Service map[string]any `yaml:"service"`
	// Of call: an endpoint of the REST API with its body; of method: a DDP method
	// with its parameters. Both are called by who logged in last.
	Name   string  `yaml:"name"`
	Body   any     `yaml:"body"`
	Params []any   `yaml:"params"`
	Answer *Answer `yaml:"answer"` // that must come, as far as it is given
}

// Answer is an HTTP answer with a JSON body.
type Answer struct {
	Status int            `yaml:"status"`
	Body   map[string]any `yaml:"body"`
}

// Expect is what the document says. Accounts that it does not mention must be
// unchanged, and no other account may have come.
type Expect struct {
	Login *Answer `yaml:"login"` // of REST; a body is compared to the letter
	In    string  `yaml:"in"`    // account that is logged in; "new" for one that was made
	// Sees is what the page makes of the same login once more (see [sees]). Only a
	// case that goes on after the login may leave it out.
	Sees string `yaml:"sees"`
	// DDP is the error of the same login over method.callAnon, as far as given;
	// an empty one must be empty.
	DDP      map[string]any    `yaml:"ddp"`
	Me       map[string]any    `yaml:"me"` // of the account in the login's answer, as far as given; null: missing
	Callback *Page             `yaml:"callback"`
	Stored   string            `yaml:"stored"` // "nothing", "credential" or the text of the error
	Requests []string          `yaml:"requests"`
	Accounts map[string]Change `yaml:"accounts"`
	// Passwords says by account whether the local password is "accepted" or "refused".
	Passwords map[string]string `yaml:"passwords"`
	Avatars   map[string]string `yaml:"avatars"` // "letters" or "picture" by account
	// Log are parts of the lines that the server logs, in order: an empty list
	// for none at all. The case then runs alone.
	Log *[]string `yaml:"log"`
	// PageLog are the lines of the same login as the page makes it, over DDP.
	PageLog *[]string `yaml:"page_log"`
}

// Page is the end of a callback.
type Page struct {
	Style  string         `yaml:"style"` // whose script ends it: "popup" or "redirect"
	Config map[string]any `yaml:"config"`
}

// Change is what becomes of an account.
type Change struct {
	// Set is merged into the document that was there (null removes); of a new
	// account it is everything but active: true and the role user.
	Set map[string]any `yaml:"set"`
	// Linked says that services.{svc} is the full document: tokens and all claims
	// over what was there, and these over that. nil: not touched.
	Linked map[string]any `yaml:"linked"`
}
