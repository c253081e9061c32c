package evidence

import (
	"slices"
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

	mu       sync.Mutex
	known    map[string]bool
	replacer *strings.Replacer // nil: to be built anew
}

// NewRedactor knows the values from the start.
func NewRedactor(values ...string) *Redactor {
	r := &Redactor{places: places(), known: map[string]bool{}}
	r.Add(values...)
	return r
}

// Add makes values known: client secrets, passwords, tokens, codes. Values of
// less than four bytes are left alone.
func (r *Redactor) Add(values ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, value := range values {
		if len(value) >= shortest && !r.known[value] {
			r.known[value] = true
			r.replacer = nil
		}
	}
}

// String is text without secrets. Keys stay, values become [Redacted].
func (r *Redactor) String(text string) string {
	text = r.values().Replace(text)
	for _, p := range r.places {
		text = p.clear(text)
	}
	return text
}

// Knows tells whether text holds a known value in any encoding.
func (r *Redactor) Knows(text string) bool { return r.values().Replace(text) != text }

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

// values is what replaces the known values, the longest first.
func (r *Redactor) values() *strings.Replacer {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.replacer != nil {
		return r.replacer
	}
	var forms []string
	for value := range r.known {
		forms = append(forms, encodings(value)...)
	}
	slices.SortFunc(forms, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	var pairs []string
	for _, form := range slices.Compact(forms) {
		pairs = append(pairs, form, Redacted)
	}
	r.replacer = strings.NewReplacer(pairs...)
	return r.replacer
}
