package pages

import "fmt"

// form says where a provider keeps the parts of its pages, as CSS selectors
// that are tried in open shadow roots too. Fields may be on one page or on two.
type form struct {
	Login, Password string
	// Host is how the name of a shadow host around the fields begins; "" if any
	// field of the page will do.
	Host string
	// Code is the field for a second factor's code; "" if none is known.
	Code string
	// Submit finds the button that sends the form with a given field.
	Submit func(field string) string
	// Consent shows that consent is asked for; Allow and Deny answer it.
	Consent, Allow, Deny string
	ConsentHost          string // as Host, for Consent
	// Asides are questions on the way, with the button that answers each.
	Asides []aside
	// Cancel is the button for giving up; "" if the pages have none.
	Cancel string
	// Problem is where a refusal is told.
	Problem string
}

// aside is a question on the way that is answered in the same way each time.
type aside struct{ Shows, Answer string }

// submitBeside is the submit button of the form that holds the field: a page
// may have other forms.
func submitBeside(field string) string {
	return "form:has(" + field + ") button[type=submit], form:has(" + field + ") input[type=submit]"
}

func formOf(id string) (form, error) {
	switch id {
	case "authentik":
		return authentik(), nil
	case "clavex":
		return clavex(), nil
	case "encvoy":
		return encvoy(), nil
	case "entra":
		return entra(), nil
	case "miniorange":
		return miniOrange(), nil
	}
	return form{}, fmt.Errorf("no pages are known of the provider %q", id)
}

// clavex follows providers: Clavex. Its error text is a div without any mark
// beside the form, and a cancel link is shown only to clients that have a
// cancel address (internal/oidc/templates/login.html and
// internal/handler/templates/login.html of clavex-eu/clavex).
func clavex() form {
	return form{
		Login: "input[name=email]", Password: "input[name=password]", Submit: submitBeside,
		Problem: "[role=alert], .error, div:not(:has(*)):has(~ form)",
	}
}

// authentik follows providers: authentik, and its components ConsentStage.ts,
// PasswordStage.ts, AuthenticatorValidateStageCode.ts and SessionFixture.ts under web/. Consent can be given or
// left alone: "Not you?" starts over, there is no button that denies.
func authentik() form {
	return form{
		Login: "input[name=uidField]", Password: "input[name=password]", Code: "input[name=code]", Submit: submitBeside,
		Host:    "ak-", // it keeps helper fields for password managers outside
		Consent: "button[type=submit]", Allow: "button[type=submit]", ConsentHost: "ak-stage-consent",
		Problem: ".pf-m-error, [role=alert]",
	}
}

// entra follows providers: Microsoft Entra ID. The password page carries the
// field of the login page and the other way round, hidden from people by
// aria-hidden; its "Back" button has the id of the button that declines to stay
// signed in (markup of the "Converged" sign-in and "Kmsi" pages, as quoted in
// public page captures).
//
// Assumption: the consent page has "Accept" and "Cancel" under the ids that all
// pages give their two buttons, or idBtn_Accept as Microsoft's consumer page has.
func entra() form {
	const (
		primary = "#idSIButton9"
		accept  = `#idSIButton9[value="Accept"], #idBtn_Accept`
		decline = `input#idBtn_Back[value="No"], button#idBtn_Back[value="No"]`
	)
	return form{
		Login:    "input[name=loginfmt]:not([aria-hidden=true])",
		Password: "input[name=passwd]:not([aria-hidden=true])",
		Submit:   func(string) string { return primary },
		Consent:  accept, Allow: accept, Deny: `#idBtn_Back[value="Cancel"]`,
		Asides:  []aside{{Shows: decline, Answer: decline}, {Shows: "#otherTile", Answer: "#otherTile"}},
		Cancel:  `#idBtn_Back[value="Cancel"]`,
		Problem: "#usernameError, #passwordError, [role=alert]",
	}
}

// encvoy follows providers: Encvoy ID, and its widget (packages/widget-auth of
// encvoy/id: app/login, app/password, app/scopes). The cross on its consent page
// denies nothing: it shows the login again (interaction.controller.ts, clean).
func encvoy() form {
	const allow = `form[action$="/confirm"] button[type=submit]`
	return form{
		Login: "input[name=login]", Password: "input[name=password]", Submit: submitBeside,
		Consent: allow, Allow: allow,
		Problem: "[role=alert], .error, .Mui-error.MuiFormHelperText-root",
	}
}

// miniOrange: Assumption: a hosted service whose pages could not be looked at;
// field names are those of an ordinary login form.
func miniOrange() form {
	return form{
		Login: "input[name=username]", Password: "input[name=password]", Code: "input[name=otp]", Submit: submitBeside,
		Problem: "[role=alert], .error, .alert-danger",
	}
}
