package page

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
)

// assets are the templates, styles and scripts of the page.
//
//go:embed assets
var assets embed.FS

// parts are the style, the script, and the policy that allows them and nothing else.
func parts() (style template.CSS, script template.JS, policy string, err error) {
	css, err := joined("assets/*.css")
	if err != nil {
		return "", "", "", err
	}
	js, err := joined("assets/*.js")
	if err != nil {
		return "", "", "", err
	}
	js = "'use strict';\n(() => {\n" + js + "})();\n"
	policy = fmt.Sprintf("default-src 'none'; img-src 'self' data:; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
		hash(css), hash(js))
	return template.CSS(css), template.JS(js), policy, nil //nolint:gosec // the page's own
}

// joined are the files of a pattern, in the order of their names.
func joined(pattern string) (string, error) {
	names, err := fs.Glob(assets, pattern)
	if err != nil {
		return "", fmt.Errorf("finding the parts of the page: %w", err)
	}
	var all strings.Builder
	for _, name := range names {
		raw, err := assets.ReadFile(name)
		if err != nil {
			return "", fmt.Errorf("reading a part of the page: %w", err)
		}
		all.Write(raw)
	}
	return all.String(), nil
}

// hash is a source expression of a Content-Security-Policy.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func parsed() (*template.Template, error) {
	t, err := template.New("page.tmpl").Funcs(template.FuncMap{"plural": plural, "sentence": sentence}).ParseFS(assets, "assets/*.tmpl")
	if err != nil {
		return nil, fmt.Errorf("reading the page's templates: %w", err)
	}
	return t, nil
}

// plural is a number with its noun: "1 case", "2 cases".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
