package evidence

import (
	"maps"
	"strings"
	"sync"
)

// Redacted stands where a secret was.
const Redacted = "[redacted]"

// shortest is the length in bytes below which a value is not taken for a
// secret: replacing "a" everywhere would leave nothing to read.
const shortest = 4

// Redactor takes secrets out of text. It knows the values that it was told, in
// every encoding that a URL, a header, a document or a log may carry them in,
// and the places where secrets stand. It is safe for concurrent use.
type Redactor struct {
	places []place

	mu      sync.Mutex
	known   map[string]bool
	current *finder // nil: to be made anew
}

// NewRedactor knows the values from the start.
func NewRedactor(values ...string) *Redactor {
	r := &Redactor{places: places(), known: map[string]bool{}}
	r.Add(values...)
	return r
}

// Fresh is a redactor that knows no values yet. It shares the patterns of places,
// which take half a millisecond to compile.
func (r *Redactor) Fresh() *Redactor {
	return &Redactor{places: r.places, known: map[string]bool{}}
}

// Add makes values known: client secrets, passwords, tokens, codes. Values of
// less than four bytes are left alone.
func (r *Redactor) Add(values ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, value := range values {
		if len(value) >= shortest && !r.known[value] {
			r.known[value] = true
			r.current = nil
		}
	}
}

// String is text without secrets. Keys stay, values become [Redacted].
func (r *Redactor) String(text string) string {
	text = cut(text, r.finder().find(text))
	lower := strings.ToLower(text)
	for _, p := range r.places {
		if p.maybeIn(lower) {
			text = p.clear(text)
		}
	}
	return text
}

// Knows tells whether text holds a known value in any encoding.
func (r *Redactor) Knows(text string) bool { return len(r.finder().find(text)) > 0 }

// Value is the value of a named field (of a query, a form, a document) without
// secrets: all of it if the name says so.
func (r *Redactor) Value(name, value string) string {
	if value != "" && isSecretKey(name) {
		return Redacted
	}
	return r.String(value)
}

// Header is the value of a header without secrets. Of cookies the names stay,
// of credentials the scheme.
func (r *Redactor) Header(name, value string) string {
	switch strings.ToLower(name) {
	case "cookie":
		return eachPart(value, "; ", cookie)
	case "set-cookie":
		return eachPart(value, "\n", cookie)
	case "authorization", "proxy-authorization":
		scheme, _, _ := strings.Cut(value, " ")
		return r.String(scheme) + " " + Redacted
	}
	return r.Value(name, value)
}

// cookie keeps the name and the attributes of one cookie.
func cookie(text string) string {
	name, rest, _ := strings.Cut(text, "=")
	_, attributes, found := strings.Cut(rest, ";")
	if found {
		attributes = ";" + attributes
	}
	return name + "=" + Redacted + attributes
}

func eachPart(text, separator string, change func(string) string) string {
	parts := strings.Split(text, separator)
	for i, part := range parts {
		parts[i] = change(part)
	}
	return strings.Join(parts, separator)
}

// finder looks for the values that are known now.
func (r *Redactor) finder() finder {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.current == nil {
		r.current = newFinder(maps.Keys(r.known))
	}
	return *r.current
}

// cut puts [Redacted] in the place of each span.
func cut(text string, spans []span) string {
	var b strings.Builder
	kept := 0
	for _, s := range spans {
		b.WriteString(text[kept:s.from])
		b.WriteString(Redacted)
		kept = s.to
	}
	b.WriteString(text[kept:])
	return b.String()
}
