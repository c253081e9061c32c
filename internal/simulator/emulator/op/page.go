package op

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
)

//go:embed shared
var shared embed.FS

// Pages are a provider's pages.
type Pages struct{ templates *template.Template }

// ParsePages reads the HTML templates of a provider beside the shared parts:
// "head", which opens a page with a title, and "foot", which says that it is
// emulated and closes it.
func ParsePages(files fs.FS, patterns ...string) (*Pages, error) {
	templates, err := template.ParseFS(shared, "shared/*.html")
	if err != nil {
		return nil, fmt.Errorf("reading the shared parts of pages: %w", err)
	}
	if templates, err = templates.ParseFS(files, patterns...); err != nil {
		return nil, fmt.Errorf("reading the pages of a provider: %w", err)
	}
	return &Pages{templates: templates}, nil
}

// Show answers with a page.
func (p *Pages) Show(w http.ResponseWriter, status int, name string, data any) {
	var page bytes.Buffer
	if err := p.templates.ExecuteTemplate(&page, name, data); err != nil {
		http.Error(w, "emulator: rendering "+name+" failed", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes()) // a browser that has gone is nobody's problem
}

// StylesheetPath is where Stylesheet has to be mounted.
const StylesheetPath = "/gonogo.css"

// Stylesheet serves the style of all pages.
func Stylesheet(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, shared, "shared/gonogo.css")
}

// JSON answers with a document that must not be cached.
func JSON(w http.ResponseWriter, status int, document any) {
	body, err := json.Marshal(document)
	if err != nil {
		http.Error(w, "emulator: encoding an answer failed", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Pragma", "no-cache")
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that has gone is nobody's problem
}

// PublicKeys serves the key set.
func (s *Server) PublicKeys(w http.ResponseWriter, _ *http.Request) {
	JSON(w, http.StatusOK, s.published())
}
