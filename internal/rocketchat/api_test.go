package rocketchat_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/rocketchat"
)

func TestUsersReadsEveryPage(t *testing.T) {
	t.Parallel()
	page := func(from, to int) string {
		var users []string
		for i := from; i < to; i++ {
			users = append(users, fmt.Sprintf(`{"_id":"u%d"}`, i))
		}
		return `{"users":[` + strings.Join(users, ",") + `],"total":70,"success":true}`
	}
	_, c := serve(t, map[string][]answer{
		"GET /api/v1/users.list?count=50&offset=0":  ok(page(0, 50)),
		"GET /api/v1/users.list?count=50&offset=50": ok(page(50, 70)),
	})
	users, err := c.Users(t.Context())
	require.NoError(t, err)
	require.Len(t, users, 70)
	require.Equal(t, "u69", users[69].ID)
}

func TestAdministrationOfUsers(t *testing.T) {
	t.Parallel()
	bob := `{"user":{"_id":"b","username":"bob","active":true,"emails":[{"address":"bob@rocket.test","verified":true}]},"success":true}`
	s, c := serve(t, map[string][]answer{
		"POST /api/v1/users.create":            ok(bob),
		"POST /api/v1/users.update":            ok(bob),
		"GET /api/v1/users.info?username=bob":  ok(bob),
		"GET /api/v1/users.info?userId=b":      ok(bob),
		"POST /api/v1/users.setActiveStatus":   ok(`{"success":true}`),
		"POST /api/v1/users.delete":            ok(`{"success":true}`),
		"GET /api/v1/settings/Site_Url":        ok(`{"_id":"Site_Url","value":"https://rocket.company","success":true}`),
		"POST /api/v1/settings.addCustomOAuth": ok(`{"success":true}`),
	})
	ctx := t.Context()
	want := rocketchat.User{ID: "b", Username: "bob", Active: true, Emails: []rocketchat.Email{{Address: "bob@rocket.test", Verified: true}}}
	for _, read := range []func() (rocketchat.User, error){
		func() (rocketchat.User, error) {
			return c.CreateUser(ctx, rocketchat.NewUser{Username: "bob", Name: "Bob", Email: "bob@rocket.test", Password: "p", Verified: true})
		},
		func() (rocketchat.User, error) { return c.UpdateUser(ctx, "b", map[string]any{"name": "Bob"}) },
		func() (rocketchat.User, error) { return c.UserInfo(ctx, "bob") },
		func() (rocketchat.User, error) { return c.UserInfoByID(ctx, "b") },
	} {
		got, err := read()
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	require.NoError(t, c.SetActive(ctx, "b", false))
	require.NoError(t, c.DeleteUser(ctx, "b"))
	require.NoError(t, c.AddCustomOAuth(ctx, "clavex"))
	value, err := c.Setting(ctx, "Site_Url")
	require.NoError(t, err)
	require.Equal(t, "https://rocket.company", value)

	require.Equal(t, map[string]any{"username": "bob", "name": "Bob", "email": "bob@rocket.test", "password": "p", "verified": true}, s.calls[0].Body)
	require.Equal(t, map[string]any{"userId": "b", "data": map[string]any{"name": "Bob"}}, s.calls[1].Body)
	require.Equal(t, map[string]any{"userId": "b", "activeStatus": false, "confirmRelinquish": true}, s.calls[4].Body)
	require.Equal(t, map[string]any{"name": "clavex"}, s.calls[6].Body)
}

func TestRemoveCustomOAuthFallsBackToTheMethod(t *testing.T) {
	t.Parallel()
	s, c := serve(t, map[string][]answer{
		"POST /api/v1/settings.removeCustomOAuth":         {{status: http.StatusNotFound, body: `{"status":"error","message":"API endpoint does not exist."}`}},
		"POST /api/v1/method.call/removeOAuthService":     ok(`{"message":"{\"msg\":\"result\",\"id\":\"1\",\"result\":true}","success":true}`),
		"POST /api/v1/method.callAnon/removeOAuthService": ok(`{"message":"{\"msg\":\"result\",\"id\":\"1\",\"error\":{\"error\":\"error-invalid-user\",\"reason\":\"Invalid user\",\"message\":\"Invalid user [error-invalid-user]\"}}","success":true}`),
		"POST /api/v1/method.call/getUserRoles":           ok(`{"message":"{\"msg\":\"result\",\"id\":\"1\",\"result\":[{\"_id\":\"u1\"}]}","success":true}`),
	})
	admin := c.As("u1", "t")
	require.NoError(t, admin.RemoveCustomOAuth(t.Context(), "Clavex"))
	require.JSONEq(t, `{"msg":"method","id":"1","method":"removeOAuthService","params":["Clavex"]}`, s.calls[1].Body["message"].(string))

	var roles []map[string]any
	require.NoError(t, admin.Method(t.Context(), "getUserRoles", &roles))
	require.Equal(t, []map[string]any{{"_id": "u1"}}, roles)

	err := c.RemoveCustomOAuth(t.Context(), "Clavex")
	require.EqualError(t, err, "method removeOAuthService: Rocket.Chat answered 200: Invalid user [error-invalid-user]")
}

func TestWaitServiceWaitsForTheWantedState(t *testing.T) {
	t.Parallel()
	show := func(body string) answer {
		return answer{status: 200, body: `{"services":[` + body + `],"success":true}`}
	}
	_, c := serve(t, map[string][]answer{"GET /api/v1/settings.oauth": {
		show(``), show(`{"service":"clavex","loginStyle":"popup"}`), show(`{"service":"clavex","loginStyle":"redirect"}`),
	}})
	redirect := func(s rocketchat.Service) bool { return s["loginStyle"] == "redirect" }
	got, err := c.WaitService(t.Context(), "clavex", redirect)
	require.NoError(t, err)
	require.Equal(t, rocketchat.Service{"service": "clavex", "loginStyle": "redirect"}, got)

	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err = c.WaitService(ctx, "clavex", func(s rocketchat.Service) bool { return s == nil })
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.ErrorContains(t, err, "waiting for the login service clavex")
}

func TestPublicSettings(t *testing.T) {
	t.Parallel()
	_, c := serve(t, map[string][]answer{
		"GET /api/v1/settings.public?_id=Site_Url%2CAccounts_ShowFormLogin&count=50&offset=0": ok(
			`{"settings":[{"_id":"Site_Url","value":"https://rocket.company"},{"_id":"Accounts_ShowFormLogin","value":true}],"total":2,"success":true}`),
	})
	got, err := c.PublicSettings(t.Context(), "Site_Url", "Accounts_ShowFormLogin")
	require.NoError(t, err)
	require.Equal(t, map[string]any{"Site_Url": "https://rocket.company", "Accounts_ShowFormLogin": true}, got)
}

func TestAvatarSendsTheSessionInCookies(t *testing.T) {
	t.Parallel()
	s, c := serve(t, map[string][]answer{
		"GET /avatar/bob": {{status: 200, header: map[string]string{"Content-Type": "image/png"}, body: "png"}},
		"GET /avatar/eve": {{status: 404}},
	})
	in := c.As("u1", "t-secret")
	picture, err := in.Avatar(t.Context(), "bob", true)
	require.NoError(t, err)
	require.Equal(t, rocketchat.Picture{ContentType: "image/png", Body: []byte("png")}, picture)
	require.Equal(t, "rc_uid=u1; rc_token=t-secret", s.calls[0].Header.Get("Cookie"))

	_, err = in.Avatar(t.Context(), "bob", false)
	require.NoError(t, err)
	require.Empty(t, s.calls[1].Header.Get("Cookie"))
	require.Empty(t, s.calls[1].Header.Get("X-Auth-Token"))

	_, err = in.Avatar(t.Context(), "eve", true)
	require.EqualError(t, err, "avatar of eve: Rocket.Chat answered 404: Not Found")
}
