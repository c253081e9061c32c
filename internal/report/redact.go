package report

import (
	"reflect"
	"regexp"
	"strings"

	"gonogo/internal/evidence"
)

// Redact takes secrets out of every text of a document, in place. The suites do so
// before they write anything; this is the net below them, for results of any origin.
// It takes out the values that r knows, what stands where secrets stand, and what has
// the form of a token wherever it stands. What was found once is taken out of every
// other text too. r may be nil.
func Redact(d *Document, r *evidence.Redactor) {
	if r == nil {
		r = evidence.NewRedactor()
	}
	n := newNet(r)
	eachText(reflect.ValueOf(d).Elem(), "", n.clean)
	if again := n.replacer(); again != nil {
		eachText(reflect.ValueOf(d).Elem(), "", func(_, text string) string { return again.Replace(text) })
	}
}

// eachText changes every text below a value; of one in a map change is told the key,
// which says what it is. What will be added to a document later is reached like what
// there is today.
func eachText(v reflect.Value, name string, change func(name, text string) string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachText(v.Elem(), name, change)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				eachText(v.Field(i), "", change)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachText(v.Index(i), name, change)
		}
	case reflect.Map:
		eachEntry(v, change)
	case reflect.String:
		if text := v.String(); text != "" {
			if changed := change(name, text); changed != text {
				v.SetString(changed)
			}
		}
	}
}

// eachEntry changes the keys and the values of a map with texts as keys. A map's
// values cannot be changed where they are.
func eachEntry(v reflect.Value, change func(name, text string) string) {
	if v.IsNil() {
		return
	}
	changed := reflect.MakeMapWithSize(v.Type(), v.Len())
	for _, key := range v.MapKeys() {
		name := reflect.New(v.Type().Key()).Elem()
		name.Set(key)
		value := reflect.New(v.Type().Elem()).Elem()
		value.Set(v.MapIndex(key))
		eachText(value, key.String(), change)
		eachText(name, "", change)
		changed.SetMapIndex(name, value)
	}
	v.Set(changed)
}

// net finds secrets, and keeps those that may stand elsewhere too.
type net struct {
	redactor *evidence.Redactor
	word     *regexp.Regexp
	found    map[string]bool
}

func newNet(r *evidence.Redactor) *net {
	return &net{redactor: r, word: regexp.MustCompile(`[A-Za-z0-9_~+/.-]{12,}`), found: map[string]bool{}}
}

// clean is a text without secrets; name is that of the field of which it is the value.
func (n *net) clean(name, text string) string {
	var clean string
	if tellsScheme(text) {
		return text
	}
	if name == "" {
		clean = n.redactor.String(text)
	} else {
		clean = n.redactor.Value(name, text)
	}
	if clean != text {
		n.remember(text, clean)
	}
	if len(clean) < tokenLength {
		return clean
	}
	return n.cleanWords(clean)
}

// tellsScheme tells whether a hop's parameter says how somebody authenticated, and
// with nothing: "Authorization=Basic".
func tellsScheme(parameter string) bool {
	name, scheme, _ := strings.Cut(parameter, "=")
	return strings.EqualFold(name, "Authorization") && (scheme == "Basic" || scheme == "Bearer")
}

// cleanWords takes tokens out of a text, but for the names of clients, which are no
// secret and are drawn by lot at some providers.
func (n *net) cleanWords(text string) string {
	var b strings.Builder
	done := 0
	for _, at := range n.word.FindAllStringIndex(text, -1) {
		if namesClient(text[:at[0]]) {
			continue
		}
		b.WriteString(text[done:at[0]])
		b.WriteString(n.cleanWord(text[at[0]:at[1]]))
		done = at[1]
	}
	return b.String() + text[done:]
}

// namesClient tells whether what follows a text is the name of a client.
func namesClient(before string) bool {
	before = strings.ToLower(strings.TrimRight(before[max(0, len(before)-16):], `=:"' `))
	return strings.HasSuffix(before, "client_id") || strings.HasSuffix(before, "clientid")
}

// cleanWord takes out a word that is a token. Of a path those of its parts go that
// are: the others tell where it leads.
func (n *net) cleanWord(word string) string {
	const between = "/+."
	parts := strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(between, r) })
	if !strings.HasPrefix(word, "/") {
		parts = append([]string{strings.Trim(word, between)}, parts...)
	}
	for _, part := range parts {
		if isToken(part) {
			n.found[part] = true
			word = strings.ReplaceAll(word, part, evidence.Redacted)
		}
	}
	return word
}

// remember keeps what was taken out of a text, if it is such that it is nothing else
// anywhere.
func (n *net) remember(text, clean string) {
	kept := strings.Split(clean, evidence.Redacted)
	if !strings.HasPrefix(text, kept[0]) {
		return
	}
	text = text[len(kept[0]):]
	for i, next := range kept[1:] {
		end := len(text)
		if next != "" || i < len(kept)-2 {
			end = strings.Index(text, next)
		}
		if end < 0 {
			return
		}
		for _, word := range n.word.FindAllString(text[:end], -1) {
			if isPeculiar(word) {
				n.found[word] = true
			}
		}
		text = text[end+len(next):]
	}
}
