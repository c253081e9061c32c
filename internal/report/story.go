package report

import "time"

// StoryFile is the name of the file in a scenario's artifact folder that holds
// its [Story].
const StoryFile = "story.json"

// StoryFormat is the version of that file.
const StoryFormat = "gonogo-story/1"

// Story is what a scenario did and saw, step by step. Every scenario leaves one in
// its artifact folder (KeyArtifacts); nothing in it is a secret.
type Story struct {
	Format string `json:"format"` // StoryFormat
	Steps  []Step `json:"steps"`
	// Hops are the documents that people's windows asked for and what Rocket.Chat's
	// server asked of the provider, in their order.
	Hops []Hop `json:"hops,omitempty"`
	// Profiles are what became of people's accounts, by who they are: "ada".
	Profiles []Profile `json:"profiles,omitempty"`
	// Log are Rocket.Chat's lines during the scenario, oldest first.
	Log []string `json:"log,omitempty"`
	// Pictures are screenshots, as paths below the artifact folder, with what they show.
	Pictures []Picture `json:"pictures,omitempty"`
}

// Step is one sentence of a scenario.
type Step struct {
	Sentence     string  `json:"sentence"`
	Milliseconds float64 `json:"ms"`
	Failure      string  `json:"failure,omitempty"` // what happened instead; empty: it held
}

// Hop is one request between the parties.
type Hop struct {
	At     time.Time `json:"at"`
	From   string    `json:"from"`             // "browser" or "rocketchat"
	To     string    `json:"to"`               // "rocketchat" or "provider"; else the host's name
	Window string    `json:"window,omitempty"` // "page-1"; empty for a server's request
	Method string    `json:"method"`
	// Path is the address without scheme and host, and without values of parameters.
	Path string `json:"path"`
	// Parameters are names, with values where those are no secret: "scope=openid".
	Parameters []string `json:"parameters,omitempty"`
	Status     int      `json:"status"`             // 0: no answer
	Location   string   `json:"location,omitempty"` // where the answer leads, in the form of Path
	Error      string   `json:"error,omitempty"`
}

// Profile is an account before and after the scenario, field by field: user name,
// name, e-mails, roles, avatar, services. Before is empty for a new account.
type Profile struct {
	Who    string            `json:"who"`
	Before map[string]string `json:"before,omitempty"`
	After  map[string]string `json:"after,omitempty"`
}

// Picture is a screenshot.
type Picture struct {
	File  string `json:"file"`
	Shows string `json:"shows"` // "ada's page-1 when the scenario ended"
}
