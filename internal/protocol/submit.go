package protocol

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// submit sends the form that holds a button as if the person had clicked it,
// with what she has typed into its fields, by name.
func (a *Agent) submit(ctx context.Context, w *window, button *html.Node, typed map[string]string) error {
	form := around(button, tag("form"))
	if form == nil {
		return fmt.Errorf("the button on %s belongs to no form, so only a script can tell what it does: %w", plain(w.url), ErrNeedsBrowser)
	}
	n, err := newSubmission(w, form, button, typed)
	if err != nil {
		return err
	}
	return a.navigate(ctx, w, n)
}

// newSubmission is the request that a form makes (HTML standard, form submission).
func newSubmission(w *window, form, button *html.Node, typed map[string]string) (navigation, error) {
	target, err := action(w, form, button)
	if err != nil {
		return navigation{}, err
	}
	data := encode(entries(form, button, typed))
	n := navigation{method: http.MethodGet, url: target, form: newFormAction(w.url, w.header)}
	if !strings.EqualFold(overridden(form, "method", button), http.MethodPost) {
		target.RawQuery = data
		return n, nil
	}
	if kind := overridden(form, "enctype", button); kind != "" && kind != formEncoding {
		return navigation{}, fmt.Errorf("the form on %s is sent as %s, which is not known here", plain(w.url), kind)
	}
	n.method, n.body, n.contentType = http.MethodPost, data, formEncoding
	return n, nil
}

// formEncoding is the media type of forms.
const formEncoding = "application/x-www-form-urlencoded"

// action is the address that a form is sent to.
func action(w *window, form, button *html.Node) (*url.URL, error) {
	base := w.url
	if node := first(w.root, tag("base")); node != nil {
		if at, err := w.url.Parse(attribute(node, "href")); err == nil {
			base = at
		}
	}
	target, err := base.Parse(strings.TrimSpace(overridden(form, "action", button)))
	if err == nil && (target.Scheme != "http" && target.Scheme != "https" || target.Host == "") {
		err = errors.New("it is no address of the web")
	}
	if err != nil {
		return nil, fmt.Errorf("reading where the form on %s leads: %w", plain(w.url), withoutAddress(err))
	}
	target.Fragment = ""
	return target, nil
}

// overridden is an attribute of the form, unless the button has one of its own.
func overridden(form *html.Node, name string, button *html.Node) string {
	if has(button, "form"+name) {
		return attribute(button, "form"+name)
	}
	return attribute(form, name)
}

// entry is one control's name and value.
type entry struct{ name, value string }

// entries are the form's controls that count, in the order of the page.
func entries(form, button *html.Node, typed map[string]string) []entry {
	var all []entry
	for n := range form.Descendants() {
		if n.Type != html.ElementNode || has(n, "disabled") || attribute(n, "name") == "" {
			continue
		}
		name := attribute(n, "name")
		if value, counts := valueOf(n, button); counts {
			if text, ok := typed[name]; ok && n.Data != "button" {
				value = text
			}
			all = append(all, entry{name, value})
		}
	}
	return all
}

// valueOf is a control's value, and whether it is sent along.
func valueOf(n, button *html.Node) (value string, counts bool) {
	switch n.Data {
	case "input":
		switch strings.ToLower(attribute(n, "type")) {
		case "submit", "image", "reset", "button":
			return attribute(n, "value"), n == button
		case "checkbox", "radio":
			if !has(n, "value") {
				return "on", has(n, "checked")
			}
			return attribute(n, "value"), has(n, "checked")
		case "file":
			return "", false
		}
		return attribute(n, "value"), true
	case "button":
		return attribute(n, "value"), n == button
	case "textarea":
		return textOf(n), true
	case "select":
		return chosen(n)
	}
	return "", false
}

// chosen is the value of a list: its selected option, or its first.
func chosen(list *html.Node) (string, bool) {
	option := first(list, both(tag("option"), func(n *html.Node) bool { return has(n, "selected") }))
	if option == nil {
		option = first(list, tag("option"))
	}
	if option == nil {
		return "", false
	}
	if has(option, "value") {
		return attribute(option, "value"), true
	}
	return textOf(option), true
}

// encode writes the entries as a form does, in their order.
func encode(all []entry) string {
	pairs := make([]string, len(all))
	for i, e := range all {
		pairs[i] = url.QueryEscape(e.name) + "=" + url.QueryEscape(e.value)
	}
	return strings.Join(pairs, "&")
}

// submitButton is the control that sends the form around a field: one that is
// wanted there, else the first.
func submitButton(control *html.Node, wanted matcher) *html.Node {
	form := around(control, tag("form"))
	if form == nil {
		return nil
	}
	if wanted != nil {
		return first(form, wanted)
	}
	return first(form, submits)
}

// actionEnds picks the controls of forms whose action ends so.
func actionEnds(suffix string) matcher {
	return func(n *html.Node) bool {
		form := around(n, tag("form"))
		return form != nil && strings.HasSuffix(attribute(form, "action"), suffix)
	}
}

// names are the fields that a page has of these.
func names(root *html.Node, wanted ...string) []string {
	return slices.DeleteFunc(slices.Clone(wanted), func(name string) bool { return first(root, field(name)) == nil })
}
