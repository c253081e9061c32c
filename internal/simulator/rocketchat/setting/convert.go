package setting

import (
	"math"
	"slices"
	"strconv"
)

// convert makes a value fit the type: numbers may come as text or as floating
// point, switches as the text true or false. ok is false when it does not fit.
func (s Setting) convert(value any) (converted any, ok bool) {
	switch s.Type {
	case Boolean:
		return toBool(value)
	case Int:
		return toInt(value)
	case Select:
		text, isText := value.(string)
		return text, isText && slices.ContainsFunc(s.Choices, func(c Choice) bool { return c.Key == text })
	default:
		text, isText := value.(string)
		return text, isText
	}
}

func toBool(value any) (any, bool) {
	switch v := value.(type) {
	case bool:
		return v, true
	case string:
		return v == "true", v == "true" || v == "false"
	}
	return nil, false
}

func toInt(value any) (any, bool) {
	switch v := value.(type) {
	case int:
		return v, true
	case int32:
		return int(v), true
	case int64:
		return int(v), true
	case float64:
		return int(v), v == math.Trunc(v) && math.Abs(v) < 1<<53
	case string:
		n, err := strconv.Atoi(v)
		return n, err == nil
	}
	return nil, false
}

// plain turns the numbers that the database hands out into int.
func plain(value any) any {
	if _, isText := value.(string); isText {
		return value
	}
	if n, ok := toInt(value); ok {
		return n
	}
	return value
}

// truthy is how the server reads a switch: any text counts as on.
func truthy(value any) bool {
	switch v := value.(type) {
	case bool:
		return v
	case string:
		return v != ""
	case int:
		return v != 0
	}
	return false
}
