package authentik_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider/authentik"
)

func TestAWrongTokenIsSaidWithoutTheToken(t *testing.T) {
	t.Parallel()
	p := serve(t, newContract(), func(o *authentik.Options) { o.Token = "a wrong token" })
	require.EqualError(t, p.Remove(t.Context(), "ada@people.example"),
		"authentik was asked to find ada@people.example and answered 403 Forbidden: Token invalid/expired")
	o := authentik.Options{URL: "https://authentik.company/application/o", Token: token}
	for _, verb := range []string{"%v", "%+v", "%#v"} {
		assert.NotContains(t, fmt.Sprintf(verb, o), token)
	}
}

func TestFieldsAtFaultAreNamedAndSecretsAreNot(t *testing.T) {
	t.Parallel()
	for said, c := range map[string]struct{ call, answer string }{
		"create ada@people.example and answered 400 Bad Request: attributes: Value must be a dictionary. username: This field must be unique.": {
			"POST /core/users/", `{"username":["This field must be unique."],"attributes":["Value must be a dictionary."],"code":"invalid"}`},
		"create ada@people.example and answered 400 Bad Request: groups: 0: Invalid pk.": {
			"POST /core/users/", `{"groups":{"0":["Invalid pk."]}}`},
		"set the password of ada@people.example and answered 400 Bad Request: password: (withheld) is too common.": {
			"POST /core/users/101/set_password/", `{"password":["correct horse is too common."]}`},
		"create ada@people.example and answered 400 Bad Request: Bearer (withheld) is not enough.": {
			"POST /core/users/", `{"detail":"Bearer ` + token + ` is not enough."}`},
		"create ada@people.example and answered 400 Bad Request: no description (text/html; charset=utf-8, 10 bytes)": {
			"POST /core/users/", `<h1>no</h1`},
	} {
		world := newContract()
		world.refuse[c.call] = c.answer
		person := ada()
		person.Groups = nil
		require.EqualError(t, serve(t, world).Put(t.Context(), person), "authentik was asked to "+said)
	}
}

func TestNonsenseIsAnErrorInWords(t *testing.T) {
	t.Parallel()
	const unreadable = " is not the JSON document that its API gives: "
	for answer, said := range map[string]string{
		"<!DOCTYPE html><title>authentik</title>":   "(text/html; charset=utf-8, 39 bytes)" + unreadable,
		`{"pagination":{"next":0},"results":[{"pk"`: "(text/plain; charset=utf-8, 41 bytes)" + unreadable + "unexpected end of JSON input",
		`{"pagination":{"next":"two"}}`:             "(text/plain; charset=utf-8, 29 bytes)" + unreadable,
		`{}`:                                        "is not a page of a list",
		`{"pagination":{"next":1},"results":[]}`:    "names page 1 as the one after page 1",
	} {
		p := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, answer) }))
		err := p.Remove(t.Context(), "ada@people.example")
		require.ErrorContains(t, err, "the answer of authentik, asked to find ada@people.example, "+said)
	}
}

func TestAnswersWithoutWhatWasMadeAreRefused(t *testing.T) {
	t.Parallel()
	for path, said := range map[string]string{
		users:     "the answer of authentik, asked to create ada@people.example, holds no number",
		groups:    "the answer of authentik, asked to create the group poets, holds no id",
		providers: "the answer of authentik, asked to create the OAuth2 provider Provider for Rocket.Chat, holds no number, client id or client secret",
	} {
		world := newContract()
		p := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && r.URL.Path == "/api/v3"+path {
				w.WriteHeader(http.StatusCreated)
				fmt.Fprint(w, "{}")
				return
			}
			world.ServeHTTP(w, r)
		}))
		err := p.Put(t.Context(), ada())
		if path == providers {
			_, err = p.Register(t.Context(), registration(t))
		}
		require.EqualError(t, err, said)
	}
}

func TestAServerThatIsAwayIsAnError(t *testing.T) {
	t.Parallel()
	p := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	_, err := p.Register(t.Context(), registration(t))
	require.ErrorContains(t, err, "asking authentik to find the flow default-provider-authorization-implicit-consent: ")
	assert.NotContains(t, err.Error(), token)
}
