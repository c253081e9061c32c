// Package config reads what a run is told by environment. One struct holds
// every variable; the documentation is made from it ([Markdown]).
package config

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
)

// Config is the selection of one run. The tags are the documentation: env is
// the variable, values what it may hold, default what holds when it is unset.
type Config struct {
	Stack          string   `env:"GONOGO_STACK" default:"embedded" doc:"What the suites run on. embedded: simulator, provider emulators and database in the test process. containers: the publishers' images, in Docker. attached: a Rocket.Chat that already runs; gonogo says what it will do there, and puts everything back."`
	Guides         []string `env:"GONOGO_GUIDES" default:"all" doc:"Guides to run, separated by commas, or all."`
	GuideFile      string   `env:"GONOGO_GUIDE_FILE" default:"" doc:"Whole path of a guide file of your own, which runs alone, in the place of the guide with the same id: gonogo must know its provider. What is known to be wrong with a statement of the printed guide is not held against it, so a promise that it breaks fails the run."`
	Releases       []string `env:"GONOGO_RELEASES" default:"default" doc:"Rocket.Chat releases to run, separated by commas; all for the whole list, default for the newest that runs custom OAuth without a licence. A release that is not listed (7.3.6) runs as what is known of that very version says."`
	Engine         string   `env:"GONOGO_ENGINE" default:"chromedp" doc:"What people go online with. chromedp and rod are libraries that drive a browser; protocol takes the same steps over HTTP only, for breadth, and reports what only a browser can show as unobserved."`
	Headful        bool     `env:"GONOGO_HEADFUL" default:"false" doc:"Show the browser window (needs a display)."`
	Keep           string   `env:"GONOGO_KEEP" default:"never" doc:"Keep the stacks after the run, to look at them: always, after a failure, never. Containers stay, and the next run uses them again unless it says never, which removes them; other stacks stay open until Ctrl-C."`
	Evidence       string   `env:"GONOGO_EVIDENCE" default:"failed" doc:"What is kept besides each scenario's story, by make run and with go test -artifacts: pictures and sources of pages, console and HAR of scenarios that ended unexpectedly (failed), of every scenario (all), of none."`
	Images         string   `env:"GONOGO_IMAGES" default:"published" doc:"containers: published for the publishers' images, local for the stand-ins that make images builds from this project (simulator, emulators and database under the names gonogo/…; the gateway is Caddy in both)."`
	EncvoyImages   string   `env:"GONOGO_ENCVOY_IMAGES" default:"" doc:"containers: images of Encvoy ID's four parts, of which none is published: auth=…,back=…,front=…,oidc=…; without them the guide encvoy needs GONOGO_PROVIDER=emulator."`
	Browser        string   `env:"GONOGO_BROWSER" default:"" doc:"Path of the Chromium or Chrome to use; empty: the one that is installed."`
	URL            string   `env:"GONOGO_URL" default:"" doc:"attached: Rocket.Chat's address as people type it. The release under test is the one that runs there, so GONOGO_RELEASES stays unset."`
	AdminUser      string   `env:"GONOGO_ADMIN_USER" default:"" doc:"attached: user name of an administrator who logs in without a code by app or e-mail."`
	AdminPassword  Secret   `env:"GONOGO_ADMIN_PASSWORD" default:"" doc:"attached: the administrator's password; it also answers the second factor on administration."`
	MongoURL       Secret   `env:"GONOGO_MONGO_URL" default:"" doc:"attached: address of Rocket.Chat's MongoDB with the database's name as path (default rocketchat); empty: what only the database shows is reported as unobserved."`
	Provider       string   `env:"GONOGO_PROVIDER" default:"default" doc:"default: with containers, the publishers' images, and gonogo's own emulators of the hosted services Entra ID and miniOrange; elsewhere emulators of all. emulator: emulators of all. live: attached: the provider of the one guide in GONOGO_GUIDES runs already at GONOGO_PROVIDER_URL; containers: the guide entra logs in at a tenant of your own, see GONOGO_ENTRA_TENANT."`
	ProviderURL    string   `env:"GONOGO_PROVIDER_URL" default:"http://127.0.0.1:9999" doc:"attached: where the emulated provider of the first guide answers; those of the other guides take the following free ports, and port 0 takes any. Rocket.Chat must be able to reach this host. It is https where GONOGO_URL is. live: the provider's address as the guide's URL setting has it, such as https://id.acme.eu/acme."`
	CA             string   `env:"GONOGO_CA" default:"" doc:"attached: PEM file with a further certificate authority that gonogo and its browser trust for Rocket.Chat and the provider."`
	Certificate    string   `env:"GONOGO_PROVIDER_CERTIFICATE" default:"" doc:"attached: PEM file with the certificate of emulated providers on https, and its chain; Rocket.Chat must trust it."`
	Key            string   `env:"GONOGO_PROVIDER_KEY" default:"" doc:"attached: PEM file with that certificate's key."`
	ProviderToken  Secret   `env:"GONOGO_PROVIDER_TOKEN" default:"" doc:"live: API token of an authentik administrator, API key of Clavex, or access token of Encvoy ID."`
	ProviderAdmin  string   `env:"GONOGO_PROVIDER_ADMIN" default:"" doc:"live: instead of a token, e-mail of a Clavex administrator or login of the owner of Encvoy ID."`
	ProviderSecret Secret   `env:"GONOGO_PROVIDER_PASSWORD" default:"" doc:"live: that administrator's password."`
	ProviderOrg    string   `env:"GONOGO_PROVIDER_ORG" default:"" doc:"live: the organization to which that Clavex administrator belongs; empty: the one in GONOGO_PROVIDER_URL."`
	EntraTenant    string   `env:"GONOGO_ENTRA_TENANT" default:"" doc:"live: id of an Entra tenant of your own, made for tests."`
	EntraClientID  string   `env:"GONOGO_ENTRA_CLIENT_ID" default:"" doc:"live: application in that tenant which may administrate applications and people."`
	EntraSecret    Secret   `env:"GONOGO_ENTRA_CLIENT_SECRET" default:"" doc:"live: that application's secret."`
	EntraDomain    string   `env:"GONOGO_ENTRA_DOMAIN" default:"" doc:"live: verified domain of that tenant, in which people are made."`
	ClientID       string   `env:"GONOGO_PROVIDER_CLIENT_ID" default:"" doc:"live: client id of Rocket.Chat, registered by hand, at a provider that gonogo does not administrate."`
	ClientSecret   Secret   `env:"GONOGO_PROVIDER_CLIENT_SECRET" default:"" doc:"live: that client's secret."`
	People         string   `env:"GONOGO_PROVIDER_PEOPLE" default:"" doc:"live: YAML file with the people who were made there by hand: a list of login, password, email, name, and username, picture, groups and so on where they have one. None may have an account in Rocket.Chat yet."`
	AttachedAnyway bool     `env:"GONOGO_ATTACHED_ANYWAY" default:"false" doc:"attached: go on although the workspace has more than ten people. Logins are paced all the same, at most five in ten seconds, as Rocket.Chat demands."`

	Run  string `env:"GONOGO_RUN" default:"" doc:"containers: the run to which suites in several processes belong; they hand their stacks on to each other. Set by scripts/poll."`
	Plan bool   `env:"GONOGO_PLAN" default:"false" doc:"Open nothing and run nothing; each test only reports the statements that it asserts. Used by scripts/guide coverage."`

	Fault   string `env:"GONOGO_FAULT" default:"" doc:"embedded: bug of the catalogue that simulator, emulators and front are to have, to see which scenarios notice. Set by scripts/prove."`
	Latency string `env:"GONOGO_LATENCY" default:"" doc:"embedded: time that each request takes on its way between browser, Rocket.Chat and provider, drawn at random from this range (0-300ms, or 300ms), to see that suites wait for effects and not for time. The run says with which seed it was drawn; 0-300ms@42 draws the same again. Set by scripts/soak."`

	Commit string `env:"GONOGO_COMMIT" default:"" doc:"Commit of gonogo that results are reported under, with -dirty behind it where something was changed on top of it. Set by scripts/poll where git is there."`
	Shard  string `env:"GONOGO_SHARD" default:"" doc:"Name of the shard that results are reported under, where a matrix has split a run."`
}

// Secret is a value that does not print itself.
type Secret string

// Reveal returns the value.
func (s Secret) Reveal() string { return string(s) }

// String withholds the value.
func (s Secret) String() string { return "(withheld)" }

// GoString withholds it from %#v too.
func (s Secret) GoString() string { return s.String() }

// StackName is the stack in reports: stand-ins in containers are never called by
// the name of the real thing.
func (c Config) StackName() string {
	if c.Stack == "containers" && c.Images == "local" {
		return "simulated containers"
	}
	return c.Stack
}

// Known lists the words that the variables may hold.
type Known struct {
	Stacks         []string
	Guides         []string
	Releases       []string
	DefaultRelease string
	// OtherRelease accepts a release that is not listed, or says what is wrong
	// with it; nil: none is accepted.
	OtherRelease func(version string) error
	Engines      []string
}

// Keeps are the words of GONOGO_KEEP.
func Keeps() []string { return []string{"always", "failure", "never"} }

// Evidences are the words of GONOGO_EVIDENCE.
func Evidences() []string { return []string{"failed", "all", "none"} }

// Providers are the words of GONOGO_PROVIDER.
func Providers() []string { return []string{"default", "emulator", "live"} }

// Read fills a Config from lookup (os.LookupEnv) and checks it against what is
// known. The error is one sentence that names the variable and its known values.
func Read(lookup func(string) (string, bool), known Known) (Config, error) {
	var c Config
	if err := fill(&c, lookup); err != nil {
		return Config{}, err
	}
	if c.GuideFile != "" && !filepath.IsAbs(c.GuideFile) {
		return Config{}, fmt.Errorf("GONOGO_GUIDE_FILE=%s is no whole path, and each suite runs in a folder of its own; write $PWD/%[1]s", c.GuideFile)
	}
	if _, err := ParseLatency(c.Latency); err != nil {
		return Config{}, err
	}
	var err error
	if c.Guides, err = expand("GONOGO_GUIDES", c.Guides, known.Guides, known.Guides); err != nil {
		return Config{}, err
	}
	if c.Releases, err = known.expandReleases(c.Releases); err != nil {
		return Config{}, err
	}
	for _, word := range []struct {
		name, value string
		known       []string
	}{
		{"GONOGO_STACK", c.Stack, known.Stacks},
		{"GONOGO_ENGINE", c.Engine, known.Engines},
		{"GONOGO_KEEP", c.Keep, Keeps()},
		{"GONOGO_EVIDENCE", c.Evidence, Evidences()},
		{"GONOGO_IMAGES", c.Images, []string{"published", "local"}},
		{"GONOGO_PROVIDER", c.Provider, Providers()},
	} {
		if !slices.Contains(word.known, word.value) {
			return Config{}, unknown(word.name, word.value, word.known)
		}
	}
	return c, nil
}

// fill sets every field from its variable or its default.
func fill(c *Config, lookup func(string) (string, bool)) error {
	v := reflect.ValueOf(c).Elem()
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag
		name, text := tag.Get("env"), tag.Get("default")
		if got, ok := lookup(name); ok && got != "" {
			text = got
		}
		if err := set(v.Field(i), name, text); err != nil {
			return err
		}
	}
	return nil
}

func set(field reflect.Value, name, text string) error {
	switch field.Kind() {
	case reflect.Bool:
		on, ok := map[string]bool{"true": true, "1": true, "false": false, "0": false}[strings.ToLower(text)]
		if !ok {
			return unknown(name, text, []string{"true", "false"})
		}
		field.SetBool(on)
	case reflect.Slice:
		field.Set(reflect.ValueOf(split(text)))
	default:
		field.SetString(text)
	}
	return nil
}

func split(list string) []string {
	var words []string
	for word := range strings.SplitSeq(list, ",") {
		if word = strings.TrimSpace(word); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// expand replaces "all" and "default", drops repetitions and refuses words that are not known.
func expand(name string, words, all, standard []string) ([]string, error) {
	var chosen []string
	for _, word := range words {
		switch {
		case word == "all":
			chosen = append(chosen, all...)
		case word == "default":
			chosen = append(chosen, standard...)
		case slices.Contains(all, word):
			chosen = append(chosen, word)
		default:
			return nil, unknown(name, word, append([]string{"all", "default"}, all...))
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("%s selects nothing; known values: %s", name, strings.Join(append([]string{"all", "default"}, all...), ", "))
	}
	return inOrder(all, chosen), nil
}

// expandReleases does the same for releases, of which some may not be listed;
// those come last.
func (k Known) expandReleases(words []string) ([]string, error) {
	var listed, others []string
	for _, word := range words {
		if k.OtherRelease == nil || word == "all" || word == "default" || slices.Contains(k.Releases, word) {
			listed = append(listed, word)
			continue
		}
		if err := k.OtherRelease(word); err != nil {
			return nil, fmt.Errorf("GONOGO_RELEASES=%s: %w", word, err)
		}
		if !slices.Contains(others, word) {
			others = append(others, word)
		}
	}
	if len(listed) == 0 && len(others) > 0 {
		return others, nil
	}
	listed, err := expand("GONOGO_RELEASES", listed, k.Releases, []string{k.DefaultRelease})
	return append(listed, others...), err
}

// inOrder returns the words of all that are chosen.
func inOrder(all, chosen []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(word string) bool { return !slices.Contains(chosen, word) })
}

func unknown(name, value string, known []string) error {
	return fmt.Errorf("%s=%s is not known; known values: %s", name, value, strings.Join(known, ", "))
}

// Markdown is the table of variables for the documentation.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| variable | default | meaning |\n|---|---|---|\n")
	for field := range structFields(Config{}) {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", field.Tag.Get("env"), code(field.Tag.Get("default")), field.Tag.Get("doc"))
	}
	return b.String()
}

func structFields(c Config) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		t := reflect.TypeOf(c)
		for i := range t.NumField() {
			if !yield(t.Field(i)) {
				return
			}
		}
	}
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}
