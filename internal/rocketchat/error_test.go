package rocketchat_test

import (
	"net"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"gonogo/internal/rocketchat"
)

// The bodies are those of §2.3, §14.1, observed §0.3 and §G.
func TestRefusalsBecomeErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status int
		body   string
		want   rocketchat.Error
		text   string
	}{
		"second factor": {
			400, `{"success":false,"error":"TOTP Required [totp-required]","errorType":"totp-required","details":{"method":"password","codeGenerated":false,"availableMethods":[]}}`,
			rocketchat.Error{Status: 400, Code: "totp-required", Message: "TOTP Required [totp-required]",
				Details: map[string]any{"method": "password", "codeGenerated": false, "availableMethods": []any{}}},
			"Rocket.Chat answered 400: TOTP Required [totp-required]",
		},
		"masked login": {
			401, `{"status":"error","error":"Unauthorized","message":"Unauthorized"}`,
			rocketchat.Error{Status: 401, Code: "Unauthorized", Message: "Unauthorized"},
			"Rocket.Chat answered 401: Unauthorized",
		},
		"login error without a code": {
			401, `{"status":"error","message":"Service data for service clavex must include id"}`,
			rocketchat.Error{Status: 401, Message: "Service data for service clavex must include id"},
			"Rocket.Chat answered 401: Service data for service clavex must include id",
		},
		"login error with a number as code": {
			401, `{"status":"error","error":403,"message":"User has no password set"}`,
			rocketchat.Error{Status: 401, Code: "403", Message: "User has no password set"},
			"Rocket.Chat answered 401: User has no password set [403]",
		},
		"code within the text": {
			400, `{"success":false,"error":"Edit username is not allowed [error-action-not-allowed]"}`,
			rocketchat.Error{Status: 400, Code: "error-action-not-allowed", Message: "Edit username is not allowed [error-action-not-allowed]"},
			"Rocket.Chat answered 400: Edit username is not allowed [error-action-not-allowed]",
		},
		"null as code": {
			500, `{"success":false,"error":null}`,
			rocketchat.Error{Status: 500}, "Rocket.Chat answered 500",
		},
		"not activated": {
			401, `{"status":"error","error":"error-user-is-not-activated","details":{"function":"Accounts.validateLoginAttempt"},"message":"User is not activated"}`,
			rocketchat.Error{Status: 401, Code: "error-user-is-not-activated", Message: "User is not activated",
				Details: map[string]any{"function": "Accounts.validateLoginAttempt"}},
			"Rocket.Chat answered 401: User is not activated [error-user-is-not-activated]",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, c := serve(t, map[string][]answer{"GET /api/v1/me": {{status: tt.status, body: tt.body}}})
			_, err := c.Me(t.Context())
			var got *rocketchat.Error
			require.ErrorAs(t, err, &got)
			require.Empty(t, cmp.Diff(tt.want, *got))
			require.EqualError(t, err, "GET /api/v1/me: "+tt.text)
		})
	}
}

func TestWrongAddressesAreOneSentence(t *testing.T) {
	t.Parallel()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	nobody := "http://" + closed.Addr().String()
	require.NoError(t, closed.Close())
	page, _ := serve(t, map[string][]answer{"GET /api/v1/me": {{
		status: 200, header: map[string]string{"Content-Type": "text/html; charset=utf-8"}, body: "<!DOCTYPE html>",
	}}})
	tests := map[string]struct{ base, want string }{
		"no scheme": {"rocket.company", `"rocket.company" is not an address such as https://chat.example.org`},
		"nobody":    {nobody, "nothing listens at " + nobody + " (connection refused); is Rocket.Chat running there? connection refused"},
		"a page":    {page.URL, "GET /api/v1/me: the answer (status 200, text/html) is not Rocket.Chat's JSON; is this the address of a Rocket.Chat server?"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := rocketchat.New(tt.base, http.DefaultClient).Me(t.Context())
			require.EqualError(t, err, tt.want)
		})
	}
}

func TestRateLimitsAreWaitedFor(t *testing.T) {
	t.Parallel()
	limited := answer{status: 429, body: `{"success":false,"error":"Error, too many requests. [error-too-many-requests]","errorType":"error-too-many-requests"}`}
	soon := limited
	soon.header = map[string]string{"X-RateLimit-Reset": strconv.FormatInt(time.Now().Add(20*time.Millisecond).UnixMilli(), 10)}
	s, c := serve(t, map[string][]answer{
		"GET /api/v1/me": {soon, {status: 200, body: `{"_id":"u1","success":true}`}},
		"GET /api/info":  {limited},
	})
	me, err := c.Me(t.Context())
	require.NoError(t, err)
	require.Equal(t, "u1", me.ID)
	require.Len(t, s.calls, 2)

	_, err = c.Info(t.Context())
	require.EqualError(t, err, "GET /api/info: Rocket.Chat answered 429: Error, too many requests. [error-too-many-requests]")
}
