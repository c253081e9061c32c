package oauth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"gonogo/internal/release"
)

// answerLimit bounds what is read of an answer, in bytes.
const answerLimit = 4 << 20

func (p provider) read(ctx context.Context, address string, response *http.Response) (answer, error) {
	body, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if err != nil {
		return answer{}, p.networkError(ctx, address, err)
	}
	_, reason, _ := strings.Cut(response.Status, " ")
	return answer{status: response.StatusCode, reason: reason, body: body, url: address}, nil
}

// decode takes a 2xx answer for a JSON object; other JSON values count as one
// without properties.
func (p provider) decode(a answer) (map[string]any, error) {
	if a.status < http.StatusOK || a.status > 299 {
		return nil, p.statusError(a)
	}
	var value any
	if err := json.Unmarshal(a.body, &value); err != nil {
		return nil, p.jsonError(a, err)
	}
	object, _ := value.(map[string]any)
	if object == nil {
		object = map[string]any{}
	}
	return object, nil
}

// statusError is the status text alone since 6.3.0; before, number and body.
func (p provider) statusError(a answer) error {
	if !p.release.Has(release.ErrorsCarryBody) {
		return wording(a.reason)
	}
	const longest = 500 // characters of the body that Meteor's http package quotes
	body := []rune(strings.ReplaceAll(string(a.body), "\n", " "))
	switch {
	case len(body) == 0:
		return wordingf("failed [%d]", a.status)
	case len(body) > longest:
		return wordingf("failed [%d] %s...", a.status, string(body[:longest]))
	default:
		return wordingf("failed [%d] %s", a.status, string(body))
	}
}

// jsonError says what is wrong with the body, as Node 20 does; before 6.3.0 in
// the words of older Node releases and without the address.
func (p provider) jsonError(a answer, err error) error {
	if p.release.Has(release.ErrorsCarryBody) {
		return wording(formerSyntaxError(string(a.body), err))
	}
	return wordingf("invalid json response body at %s reason: %s", a.url, syntaxError(string(a.body), err))
}

const endOfInput = "Unexpected end of JSON input"

// position finds the character that stopped the parser; ok is false at the end.
func position(body string, err error) (at int, token string, ok bool) {
	syntax, isSyntax := errors.AsType[*json.SyntaxError](err)
	if !isSyntax || strings.Contains(syntax.Error(), "unexpected end") {
		return 0, "", false
	}
	at = int(syntax.Offset) - 1
	if at < 0 || at >= len(body) {
		return 0, "", false
	}
	r, _ := utf8.DecodeRuneInString(body[at:])
	return at, string(r), true
}

// syntaxError is V8's text for JSON.parse. It quotes the whole body if that is
// short, else ten characters around the place. V8 has more specific texts for
// errors inside an object, which are not modelled.
func syntaxError(body string, err error) string {
	at, token, ok := position(body, err)
	if !ok {
		return endOfInput
	}
	if strings.Contains(err.Error(), "after top-level value") {
		return fmt.Sprintf("Unexpected non-whitespace character after JSON at position %d", at)
	}
	return fmt.Sprintf("Unexpected token '%s', %s is not valid JSON", token, excerpt(body, at))
}

// excerpt quotes as V8 does: bodies of up to 20 characters whole.
func excerpt(body string, at int) string {
	const around = 10
	if len(body) <= 2*around {
		return `"` + body + `"`
	}
	from, to := max(at-around, 0), min(at+around, len(body))
	text := `"` + body[from:to] + `"`
	if from > 0 {
		text = "..." + text
	}
	if to < len(body) {
		text += "..."
	}
	return text
}

// formerSyntaxError is the text of Node 12 and 14.
func formerSyntaxError(body string, err error) string {
	at, token, ok := position(body, err)
	if !ok {
		return endOfInput
	}
	return fmt.Sprintf("Unexpected token %s in JSON at position %d", token, at)
}
