package report

import (
	"encoding/json"
	"fmt"
	"io"
)

// WriteJSON writes the document as results.json.
func WriteJSON(w io.Writer, d *Document) error {
	out := *d
	if out.Runs == nil {
		out.Runs = []Run{}
	}
	if out.Cases == nil {
		out.Cases = []Record{}
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(out); err != nil {
		return fmt.Errorf("writing %s: %w", ResultsFile, err)
	}
	return nil
}

// ReadJSON reads a results.json. Another format is an error of one sentence.
func ReadJSON(r io.Reader) (*Document, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", ResultsFile, err)
	}
	var named struct {
		Format *string `json:"format"`
	}
	switch err := json.Unmarshal(raw, &named); {
	case err != nil:
		return nil, fmt.Errorf("this is no %s: %w", ResultsFile, err)
	case named.Format == nil:
		return nil, fmt.Errorf("this is no %s: it names no format", ResultsFile)
	case *named.Format != Format:
		return nil, fmt.Errorf("its format is %q, and %s is what can be read", *named.Format, Format)
	}
	var d Document
	if err := json.Unmarshal(raw, &d); err != nil {
		return nil, fmt.Errorf("this is no %s: %w", ResultsFile, err)
	}
	d.sort()
	return &d, nil
}
