package protocol

import (
	"fmt"
	"slices"

	"golang.org/x/net/html"
)

// ErrNeedsBrowser ends a step that only a browser can take: the provider's page
// is made by scripts that are not known here.
const ErrNeedsBrowser = sentence("this page of the provider needs a browser")

// form says where a provider keeps the parts of its pages. Fields may be on one
// page or on two.
type form struct {
	login, password string // names of the fields
	// code is the name of the field for a second factor's code; "": none is known.
	code string
	// submit picks the button that sends the credentials; nil: any of that form.
	submit matcher
	// allow and deny answer the question for consent; nil: there is no such button.
	allow, deny matcher
	// asides are buttons that answer other questions on the way.
	asides []matcher
	// cancel is the button for giving up; nil: the pages have none.
	cancel matcher
	// problem is where a refusal is told.
	problem matcher
	// flow is set where a script on the page plays a flow of challenges.
	flow bool
}

// formOf knows the pages of the providers, as the page objects for browsers do
// (internal/browser/pages), which name the sources.
func formOf(guide string) (form, error) {
	alert := either(role("alert"), classed("error"))
	switch guide {
	case "authentik":
		return form{login: "uidField", password: "password", flow: true}, nil
	case "clavex":
		return form{login: "email", password: "password", problem: either(alert, aboveForm)}, nil
	case "encvoy":
		return form{
			login: "login", password: "password", problem: either(alert, both(classed("Mui-error"), classed("MuiFormHelperText-root"))),
			allow: both(submits, actionEnds("/confirm")),
		}, nil
	case "entra":
		return entra(), nil
	case "miniorange":
		return form{login: "username", password: "password", code: "otp", problem: either(alert, classed("alert-danger"))}, nil
	}
	return form{}, fmt.Errorf("no pages are known of the provider %q", guide)
}

// aboveForm picks a text beside a form that comes after it, which is how Clavex
// tells a refusal: the element has no mark of its own.
func aboveForm(n *html.Node) bool {
	if n.Data != "div" || slices.ContainsFunc(slices.Collect(n.ChildNodes()), isElement) {
		return false
	}
	for after := n.NextSibling; after != nil; after = after.NextSibling {
		if isElement(after) && after.Data == "form" {
			return true
		}
	}
	return false
}

func entra() form {
	primary, secondary := id("idSIButton9"), id("idBtn_Back")
	return form{
		login: "loginfmt", password: "passwd", submit: primary,
		allow: either(both(primary, valued("Accept")), id("idBtn_Accept")), deny: both(secondary, valued("Cancel")),
		asides:  []matcher{both(secondary, valued("No")), id("otherTile")},
		cancel:  both(secondary, valued("Cancel")),
		problem: either(id("usernameError", "passwordError"), role("alert")),
	}
}
