package junit

import (
	"encoding/xml"
	"fmt"
	"io"

	"gonogo/internal/report/outline"
)

// writer writes XML element by element, so that a report of any size needs little
// memory. The first error stays and nothing is written after it.
type writer struct {
	xml   *xml.Encoder
	limit int // of one transcript, in bytes
	err   error
}

// attribute is a name with a value, which is made clean and short when it is written.
type attribute struct{ name, value string }

func newWriter(w io.Writer) *writer {
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	return &writer{xml: encoder}
}

func (w *writer) token(t xml.Token) {
	if w.err == nil {
		w.err = w.xml.EncodeToken(t)
	}
}

// within writes an element around what inside writes.
func (w *writer) within(name string, attributes []attribute, inside func()) {
	start := xml.StartElement{Name: xml.Name{Local: name}}
	for _, a := range attributes {
		start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: a.name}, Value: outline.Line(a.value, oneLine)})
	}
	w.token(start)
	inside()
	w.token(start.End())
}

// element writes an element with nothing but text, which is clean.
func (w *writer) element(name string, attributes []attribute, text string) {
	w.within(name, attributes, func() {
		if text != "" {
			w.token(xml.CharData(text))
		}
	})
}

// escaped is how many bytes a text takes in the file.
func escaped(text string) int {
	n := len(text)
	for i := range len(text) {
		switch text[i] {
		case '<', '>':
			n += len("&lt;") - 1
		case '&', '"', '\'':
			n += len("&#34;") - 1
		}
	}
	return n
}

func (w *writer) close() error {
	if w.err == nil {
		w.err = w.xml.Close()
	}
	if w.err != nil {
		return fmt.Errorf("writing the JUnit report: %w", w.err)
	}
	return nil
}
