package rocketchat

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"sync"
)

// kept is how many log lines and mails a server remembers.
const kept = 1000

// journal is the server's log.
type journal struct {
	output io.Writer

	mu   sync.Mutex
	text []string
}

func (j *journal) add(line string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	line = withoutSecrets(line)
	j.text = last(append(j.text, line))
	_, _ = fmt.Fprintln(j.output, line) // a log that cannot be written stops nothing
}

func (j *journal) lines() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.text)
}

// last keeps the newest elements.
func last[E any](all []E) []E { return all[max(0, len(all)-kept):] }

// withoutSecrets blanks what follows the names of secrets, in addresses, forms,
// JSON and headers.
func withoutSecrets(line string) string {
	named := regexp.MustCompile(`(?i)((?:access_token|id_token|refresh_token|client_secret|credentialSecret|password|code)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+`)
	header := regexp.MustCompile(`(?i)((?:Bearer|Basic)\s+)[A-Za-z0-9._~+/=-]{6,}`)
	return header.ReplaceAllString(named.ReplaceAllString(line, "${1}…"), "${1}…")
}

// Mail is a message that the server would have sent.
type Mail struct {
	To   string
	Code string // second factor; a secret
}

// String hides the code.
func (m Mail) String() string { return "mail to " + m.To + " (code withheld)" }

// outbox keeps the mails for tests: nothing leaves the machine.
type outbox struct {
	mu    sync.Mutex
	mails []Mail
}

func (o *outbox) add(to, code string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.mails = last(append(o.mails, Mail{To: to, Code: code}))
}

func (o *outbox) all() []Mail {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.mails)
}
