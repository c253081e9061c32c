package junit_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
)

// assertValid holds a report against fixtures/schemas/junit.xsd, by xmllint of
// libxml2 where it is installed (Debian: libxml2-utils). Everywhere, each
// element must be one that the schema names, with its attributes: no Go library
// validates by an XSD.
func assertValid(t *testing.T, document []byte) {
	t.Helper()
	schema, err := fixtures.Files.ReadFile("schemas/junit.xsd")
	require.NoError(t, err)
	assertNamed(t, schema, document)
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Logf("xmllint is not installed: only the names of elements and attributes are checked")
		return
	}
	file := filepath.Join(t.TempDir(), "junit.xsd")
	require.NoError(t, os.WriteFile(file, schema, 0o600))
	lint := exec.CommandContext(t.Context(), xmllint, "--huge", "--nonet", "--noout", "--schema", file, "-")
	lint.Stdin = bytes.NewReader(document)
	said, err := lint.CombinedOutput()
	require.NoError(t, err, "%.2000s", said)
}

// assertNamed checks that all elements and attributes of a document are named in
// a schema.
func assertNamed(t *testing.T, schema, document []byte) {
	t.Helper()
	elements, attributes := map[string]bool{}, map[string]bool{}
	eachElement(t, schema, func(e xml.StartElement) {
		for _, a := range e.Attr {
			if a.Name.Local == "name" && e.Name.Local == "element" {
				elements[a.Value] = true
			}
			if a.Name.Local == "name" && e.Name.Local == "attribute" {
				attributes[a.Value] = true
			}
		}
	})
	eachElement(t, document, func(e xml.StartElement) {
		require.True(t, elements[e.Name.Local], "element %s", e.Name.Local)
		for _, a := range e.Attr {
			require.True(t, attributes[a.Name.Local], "attribute %s of %s", a.Name.Local, e.Name.Local)
		}
	})
}

func eachElement(t *testing.T, document []byte, see func(xml.StartElement)) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(document))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
		if start, ok := token.(xml.StartElement); ok {
			see(start)
		}
	}
}
