package rest_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider/rest"
)

// serve is a server that gives one answer, and a client of it.
func serve(t *testing.T, status int, kind, answer string) *rest.Client {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		assert.Equal(t, "POST /api/people Bearer token\n", fmt.Sprintln(r.Method, r.URL.Path, r.Header.Get("Authorization")))
		assert.JSONEq(t, `{"name":"ada"}`, string(body))
		assert.Equal(t, "application/json", r.Header.Get("Content-Type"))
		w.Header().Set("Content-Type", kind)
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "1"})
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(s.Close)
	c := &rest.Client{
		Server: "Acme", Interface: "API", Base: s.URL + "/api", HTTP: s.Client(),
		Authorize: func(r *http.Request) { r.Header.Set("Authorization", "Bearer token") },
		Describe:  func(body []byte) string { return string(body) },
	}
	c.Secrets.Add("token", "")
	return c
}

func create(accept ...int) rest.Request {
	return rest.Request{
		Asked: "create ada", Method: http.MethodPost, Path: "/people", Body: map[string]string{"name": "ada"},
		Accept: accept, Secrets: []string{"hunter2"},
	}
}

func TestAnAnswerIsRead(t *testing.T) {
	t.Parallel()
	var made struct{ ID int }
	answer, err := serve(t, http.StatusCreated, "application/json", `{"id":7}`).Exchange(t.Context(), create(), &made)
	require.NoError(t, err)
	assert.Equal(t, 7, made.ID)
	assert.Equal(t, http.StatusCreated, answer.Status)
	require.Len(t, answer.Cookies, 1)
	require.NoError(t, serve(t, http.StatusNoContent, "", "").Call(t.Context(), create(http.StatusNoContent), nil))

	made.ID = 1
	require.NoError(t, serve(t, http.StatusNotFound, "text/html", "gone").Call(t.Context(), create(http.StatusNotFound), &made))
	assert.Equal(t, 1, made.ID, "nothing to read of what is not there")
}

func TestWhatIsNotWantedIsOneSentenceWithoutSecrets(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		status             int
		kind, answer, said string
		accept             []int
	}{
		"the server's words": {
			http.StatusBadRequest, "text/plain", "ada with\nhunter2 and  token is taken",
			"Acme was asked to create ada and answered 400 Bad Request: ada with (withheld) and (withheld) is taken", nil},
		"none": {
			http.StatusBadGateway, "", "",
			"Acme was asked to create ada and answered 502 Bad Gateway: no description (no content type, 0 bytes)", nil},
		"another success": {
			http.StatusAccepted, "text/plain", "later",
			"Acme was asked to create ada and answered 202 Accepted: later", []int{http.StatusCreated}},
		"no JSON": {
			http.StatusOK, "text/html", "<html>",
			"the answer of Acme, asked to create ada, (text/html, 6 bytes) is not the JSON document that its API gives: " +
				"invalid character '<' looking for beginning of value", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := serve(t, tt.status, tt.kind, tt.answer)
			if tt.kind == "" {
				c.HTTP.Transport = untyped{c.HTTP.Transport}
			}
			var into map[string]any
			require.EqualError(t, c.Call(t.Context(), create(tt.accept...), &into), tt.said)
		})
	}
}

// untyped takes the content type away that the library guesses.
type untyped struct{ next http.RoundTripper }

func (u untyped) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := u.next.RoundTrip(r)
	if err == nil {
		response.Header.Del("Content-Type")
	}
	return response, err
}

func TestAServerThatIsAwayIsTold(t *testing.T) {
	t.Parallel()
	c := serve(t, http.StatusOK, "", "")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := c.Call(ctx, create(), nil)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorContains(t, err, "asking Acme to create ada: ")
	assert.Equal(t, "Acme at "+c.Base+" (secrets withheld)", fmt.Sprintf("%#v", c))
}

func TestWhatCannotBeSentIsTold(t *testing.T) {
	t.Parallel()
	r := create()
	r.Body = func() {}
	require.EqualError(t, serve(t, http.StatusOK, "", "").Call(t.Context(), r, nil),
		"asking Acme to create ada: encoding the request: json: unsupported type: func()")
}
