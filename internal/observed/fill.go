package observed

import (
	"encoding/json"
	"fmt"
	"strings"
)

// words are what the placeholders of a run stand for.
type words map[string]string

// fill puts the words in place of the placeholders, in texts at any depth.
func (w words) fill(value any) any { return rewritten(value, w.replacer(false)) }

// text does the same for one text.
func (w words) text(s string) string { return w.replacer(false).Replace(s) }

// unfill puts the placeholders in place of the words, so that what was observed
// reads like the document.
func (w words) unfill(value any) any { return rewritten(value, w.replacer(true)) }

// order has first what contains others.
func order() []string {
	return []string{"{token}", "{credential}", "{password}", "{provider}", "{chat}", "{svc}", "{u}"}
}

func (w words) replacer(back bool) *strings.Replacer {
	var pairs []string
	for _, placeholder := range order() {
		word, known := w[placeholder]
		switch {
		case !known || word == "":
		case back:
			pairs = append(pairs, word, placeholder)
		default:
			pairs = append(pairs, placeholder, word)
		}
	}
	return strings.NewReplacer(pairs...)
}

func rewritten(value any, r *strings.Replacer) any {
	switch v := value.(type) {
	case string:
		return r.Replace(v)
	case map[string]any:
		m := make(map[string]any, len(v))
		for key, inner := range v {
			m[r.Replace(key)] = rewritten(inner, r)
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, inner := range v {
			list[i] = rewritten(inner, r)
		}
		return list
	}
	return value
}

// plain turns any value into what JSON knows, so that two of them compare
// whatever they were read from.
func plain(value any) (any, error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("turning %T into JSON: %w", value, err)
	}
	var out any
	err = json.Unmarshal(raw, &out)
	return out, err
}

// object is a value that is a mapping, or an empty one.
func object(value any) map[string]any {
	m, ok := value.(map[string]any)
	if !ok {
		return map[string]any{}
	}
	return m
}
