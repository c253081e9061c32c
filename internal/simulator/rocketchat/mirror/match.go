package mirror

import (
	"regexp"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// matcher is a filter as far as it can be told here what it matches: texts that
// must be equal, expressions that texts must match, and texts that must differ.
type matcher []condition

// condition is about the values at one path; it holds if one of them fits or, for
// a difference, if none does.
type condition struct {
	path    []string
	fits    func(text string) bool
	differs bool
}

// compile reads a filter; ok is false for one that only the database understands.
func compile(filter bson.M) (m matcher, ok bool) {
	for path, wanted := range filter {
		c := condition{path: strings.Split(path, ".")}
		if not, is := wanted.(bson.M); is && len(not) == 1 {
			c.differs, wanted = true, not["$ne"]
		}
		switch wanted := wanted.(type) {
		case string:
			c.fits = func(text string) bool { return text == wanted }
		case bson.Regex:
			expression, err := regexp.Compile("(?" + wanted.Options + ")" + wanted.Pattern)
			if err != nil || wanted.Options != "i" || c.differs {
				return nil, false
			}
			c.fits = expression.MatchString
		default:
			return nil, false
		}
		m = append(m, c)
	}
	return m, true
}

func (m matcher) matches(document bson.Raw) bool {
	for _, c := range m {
		if anyText(document, c.path, c.fits) == c.differs {
			return false
		}
	}
	return true
}

// anyText tells whether one of the texts at a path fits. On the way, and at its
// end, each element of an array counts.
func anyText(document bson.Raw, path []string, fits func(string) bool) bool {
	return anyOf(document.Lookup(path[0]), path[1:], fits)
}

func anyOf(value bson.RawValue, path []string, fits func(string) bool) bool {
	if array, is := value.ArrayOK(); is {
		elements, err := array.Values()
		if err != nil {
			return false
		}
		for _, e := range elements {
			if anyOf(e, path, fits) {
				return true
			}
		}
		return false
	}
	if len(path) == 0 {
		text, is := value.StringValueOK()
		return is && fits(text)
	}
	document, is := value.DocumentOK()
	return is && anyText(document, path, fits)
}
