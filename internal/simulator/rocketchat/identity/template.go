package identity

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// evaluate reads a field definition: a dotted path, or text with {{chunks}}.
// Without chunks the value keeps its type; with chunks the result is a string.
func evaluate(field string, identity map[string]any) (any, error) {
	chunks := regexp.MustCompile(`\{\{(.+?)\}\}`)
	if !chunks.MatchString(field) {
		return lookup(field, identity), nil
	}
	var failure error
	text := chunks.ReplaceAllStringFunc(field, func(chunk string) string {
		v, err := formula(chunk[2:len(chunk)-2], identity)
		if err != nil {
			failure = err
		}
		// A chunk that yields nothing becomes the literal text "undefined".
		return Text(v)
	})
	return text, failure
}

// formula reads the inside of a chunk: "path" or "/pattern/::path", of which
// the first capture group counts.
func formula(f string, identity map[string]any) (any, error) {
	pattern, path, ok := splitFormula(f)
	if !ok {
		return lookup(f, identity), nil
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, fmt.Errorf("pattern of a mapped field: %w", err)
	}
	// JavaScript matches the text of any value, "undefined" included.
	text := Text(lookup(path, identity))
	m := re.FindStringSubmatchIndex(text)
	if len(m) < 4 || m[2] < 0 {
		return undefined{}, nil
	}
	return text[m[2]:m[3]], nil
}

// splitFormula cuts "/pattern/::path" at the last "/::".
func splitFormula(f string) (pattern, path string, ok bool) {
	end := strings.LastIndex(f, "/::")
	if !strings.HasPrefix(f, "/") || end < 1 || end+len("/::") == len(f) {
		return "", "", false
	}
	return f[1:end], f[end+len("/::"):], true
}

// lookup follows a dotted path through objects and arrays. Strings have no
// members here; JavaScript's length and character index are not modelled.
func lookup(path string, from any) any {
	v := from
	for part := range strings.SplitSeq(path, ".") {
		if !Truthy(v) {
			return undefined{}
		}
		v = member(v, part)
	}
	return v
}

func member(v any, name string) any {
	switch v := v.(type) {
	case map[string]any:
		if m, ok := v[name]; ok {
			return m
		}
	case []any:
		// Only the canonical spelling of an index names an element.
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v) && strconv.Itoa(i) == name {
			return v[i]
		}
	}
	return undefined{}
}
