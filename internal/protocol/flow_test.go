package protocol

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser/pages"
)

const executorAt = "id.test/api/v3/flows/executor/login/"

// flow is an authentik whose executor gives these challenges, one after the
// other, and answers a POST by a redirect to itself, as the real one does.
func flow(t *testing.T, challenges ...string) (*world, *[]map[string]any) {
	t.Helper()
	w, answers := newWorld(), new([]map[string]any)
	w.shows("id.test/if/flow/login/", `<ak-flow-executor></ak-flow-executor><script></script>`, "Set-Cookie", "authentik_csrf=token; Path=/")
	w.shows("chat.test/there", "<p>left</p>")
	w.pages[executorAt] = func(answer http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			given := map[string]any{"csrf": r.Header.Get("X-authentik-CSRF"), "query": r.URL.Query().Get("query")}
			_ = json.NewDecoder(r.Body).Decode(&given)
			*answers = append(*answers, given)
			http.Redirect(answer, r, r.URL.RequestURI(), http.StatusFound)
			return
		}
		_, _ = answer.Write([]byte(challenges[min(len(*answers), len(challenges)-1)]))
	}
	return w, answers
}

func enterFlow(t *testing.T, w *world) *Agent {
	t.Helper()
	a := w.agent(t, "authentik", "8.9.0")
	require.NoError(t, a.visit(t.Context(), a.tab, address(t, idURL+"/if/flow/login/?next=%2Fx")))
	return a
}

func TestFlow(t *testing.T) {
	t.Parallel()
	w, answers := flow(t, `{"component":"ak-stage-identification"}`, `{"component":"ak-stage-password"}`,
		`{"component":"ak-stage-user-login"}`, `{"component":"ak-stage-consent","token":"t1"}`, `{"component":"xak-flow-redirect","to":"https://chat.test/there"}`)
	a := enterFlow(t, w)
	require.NoError(t, a.Provider().Await(t.Context()))
	require.NoError(t, a.Provider().SignIn(t.Context(), "ada", "right"))
	want := []map[string]any{
		{"component": "ak-stage-identification", "uid_field": "ada"}, {"component": "ak-stage-password", "password": "right"},
		{"component": "ak-stage-user-login", "remember_me": false}, {"component": "ak-stage-consent", "token": "t1"},
	}
	for _, answer := range want {
		answer["csrf"], answer["query"] = "token", "next=%2Fx"
	}
	assert.Equal(t, want, *answers)
	assert.Equal(t, chatURL+"/there", a.Address())
}

func TestFlowWithOneForm(t *testing.T) {
	t.Parallel()
	w, answers := flow(t, `{"component":"ak-stage-identification","password_fields":true}`,
		`{"component":"ak-stage-identification","password_fields":true,"response_errors":{"non_field_errors":[{"string":"Failed to authenticate."}]}}`)
	a := enterFlow(t, w)
	said, err := a.Provider().FailSignIn(t.Context(), "ada", "wrong")
	require.NoError(t, err)
	assert.Equal(t, "Failed to authenticate.", said)
	assert.Equal(t, "wrong", (*answers)[0]["password"])
}

func TestFlowAsksForACode(t *testing.T) {
	t.Parallel()
	const asks = `{"component":"ak-stage-authenticator-validate","device_challenges":[{"device_class":"webauthn"},{"device_class":"totp"}]`
	w, answers := flow(t, asks+`}`, asks+`,"response_errors":{"code":[{"string":"Invalid Token."}]}}`,
		`{"component":"xak-flow-redirect","to":"https://chat.test/there"}`)
	a := enterFlow(t, w)
	require.ErrorIs(t, a.Provider().SignIn(t.Context(), "ada", "right"), pages.ErrNoCode)
	shown := []string{"000000", "123456"}
	a.Carry(func() (string, error) {
		code := shown[0]
		shown = shown[1:]
		return code, nil
	})
	var refused *pages.RefusedError
	require.ErrorAs(t, a.Provider().SignIn(t.Context(), "ada", "right"), &refused)
	assert.Equal(t, "Invalid Token.", refused.Message)
	require.NoError(t, a.Provider().SignIn(t.Context(), "ada", "right"))
	assert.Equal(t, "123456", (*answers)[1]["code"])
	assert.Equal(t, chatURL+"/there", a.Address())
}

func TestFlowsThatEndBadly(t *testing.T) {
	t.Parallel()
	w, _ := flow(t, `{"component":"ak-stage-identification"}`, `{"component":"ak-stage-authenticator-validate"}`)
	err := enterFlow(t, w).Provider().SignIn(t.Context(), "ada", "right")
	require.ErrorIs(t, err, ErrNeedsBrowser)

	w, _ = flow(t, `{"component":"ak-stage-identification"}`, `{"component":"ak-stage-access-denied","error_message":"no"}`)
	err = enterFlow(t, w).Provider().SignIn(t.Context(), "ada", "right")
	var refused *pages.RefusedError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, "Permission denied: no", refused.Message)

	w, _ = flow(t, `<html>502</html>`)
	a := w.agent(t, "authentik", "8.9.0")
	err = a.visit(t.Context(), a.tab, address(t, idURL+"/if/flow/login/"))
	require.EqualError(t, err, "playing the flow login: the executor's answer (status 200) is no challenge")

	w.redirects(executorAt, http.StatusFound, "/api/v3/flows/executor/login/")
	err = a.visit(t.Context(), a.tab, address(t, idURL+"/if/flow/login/"))
	require.EqualError(t, err, "playing the flow login: the executor redirects without end: 20 times in a row")
}
