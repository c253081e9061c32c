package protocol

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// page shows a document in the tab.
func page(t *testing.T, html string) *Agent {
	t.Helper()
	w := newWorld()
	w.shows("id.test/dir/page", html)
	a := w.agent(t, "clavex", "8.9.0")
	require.NoError(t, a.visit(t.Context(), a.tab, address(t, idURL+"/dir/page?q=1")))
	return a
}

// HTML standard, form submission.
func TestForms(t *testing.T) {
	t.Parallel()
	typed := map[string]string{"user": "ada & co", "go": "never"}
	for name, test := range map[string]struct{ html, want string }{
		"hidden and typed fields in order": {
			`<form method=post action=/login><input type=hidden name=s value="a b+c"><input name=user value=old><button>Go</button></form>`,
			"POST https://id.test/login s=a+b%2Bc&user=ada+%26+co"},
		"no action":                     {`<form method=POST><input name=user><button>Go</button></form>`, "POST https://id.test/dir/page?q=1 user=ada+%26+co"},
		"relative action":               {`<form method=post action=next?x=1#there><button>Go</button></form>`, "POST https://id.test/dir/next?x=1 "},
		"base":                          {`<base href=https://cdn.test/z/><form method=post action=next><button>Go</button></form>`, "POST https://cdn.test/z/next "},
		"a form by GET loses its query": {`<form action="/find?old=1"><input name=user><button>Go</button></form>`, "GET https://id.test/find?user=ada+%26+co "},
		"the button that was clicked":   {`<form method=post><input type=submit name=a value=1><button name=go value=yes>Go</button></form>`, "POST https://id.test/dir/page?q=1 a=1"},
		"the button's own address":      {`<form method=get action=/a><button formmethod=post formaction=/b>Go</button></form>`, "POST https://id.test/b "},
		"boxes, lists and areas": {
			`<form method=post><input type=checkbox name=off><input type=checkbox name=on checked><input type=radio name=r value=1><input type=radio name=r value=2 checked>
			<select name=l><option>one<option value=2 selected>two</select><select name=first><option value=x>X</select><textarea name=t>text</textarea>
			<input name=dis disabled value=1><input value=nameless><input type=file name=f><button>Go</button></form>`,
			"POST https://id.test/dir/page?q=1 on=on&r=2&l=2&first=x&t=text"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := page(t, test.html).tab
			button := first(w.root, submits)
			n, err := newSubmission(w, around(button, tag("form")), button, typed)
			require.NoError(t, err)
			assert.Equal(t, test.want, n.method+" "+n.url.String()+" "+n.body)
		})
	}
}

func TestFormsThatCannotBeSent(t *testing.T) {
	t.Parallel()
	for html, want := range map[string]string{
		`<form action="javascript:void(0)"><button>Go</button></form>`:             "reading where the form on https://id.test/dir/page leads: it is no address of the web",
		`<form action="https://%zz/"><button>Go</button></form>`:                   "reading where the form on https://id.test/dir/page leads: invalid URL escape \"%zz\"",
		`<form method=post enctype=multipart/form-data><button>Go</button></form>`: "the form on https://id.test/dir/page is sent as multipart/form-data, which is not known here",
		`<button>Go</button>`: "the button on https://id.test/dir/page belongs to no form, so only a script can tell what it does: this page of the provider needs a browser",
	} {
		a := page(t, html)
		err := a.submit(t.Context(), a.tab, first(a.tab.root, submits), nil)
		require.EqualError(t, err, want)
	}
}

func TestHiddenThingsAreNotSeen(t *testing.T) {
	t.Parallel()
	a := page(t, `<template><input name=a></template><noscript><input name=a></noscript><div hidden><input name=a></div>
		<p style="Display: none"><input name=a></p><input type=hidden name=a><input name=a aria-hidden=true><input id=seen name=a>`)
	assert.Equal(t, "seen", attribute(first(a.tab.root, field("a")), "id"))
	assert.Nil(t, first(nil, tag("p")))
}
