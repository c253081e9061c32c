package rocketchat

import (
	"fmt"
	"net/http"

	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/seeded"
)

// sessionEndpoints log in and out and tell who is logged in (§2.1).
func (a *api) sessionEndpoints() []endpoint {
	return []endpoint{
		{pattern: "POST /api/v1/login", anyone: true, serve: a.restLogin},
		{pattern: "POST /api/v1/logout", serve: a.logout},
		{pattern: "GET /api/v1/logout", serve: a.logout},
		{pattern: "GET /api/v1/me", serve: a.me},
	}
}

func (a *api) restLogin(c *call) (answer, error) {
	login, err := a.login(c.context(), loginArgument(c), account.FromAddress(c.address()))
	if err != nil {
		return a.loginRefused(err), nil
	}
	u, err := a.accounts.ByID(c.context(), login.UserID)
	if err != nil {
		return answer{}, err
	}
	if u == nil {
		return a.loginRefused(&account.Error{Code: http.StatusForbidden, Reason: "User not found", Origin: account.Handler}), nil
	}
	return answer{http.StatusOK, map[string]any{
		"status": "success",
		"data":   map[string]any{"userId": login.UserID, "authToken": login.Token, "me": a.ownDocument(u)},
	}}, nil
}

// loginRefused answers as the accounts say; the database's failures are logged.
func (a *api) loginRefused(err error) answer {
	if asError(err) == nil {
		a.log.add(fmt.Sprintf("API: login: %v", err))
	}
	status, body := a.accounts.Present(err)
	return answer{status, body}
}

func (a *api) logout(c *call) (answer, error) {
	if err := a.accounts.Logout(c.context(), c.user.ID, c.token); err != nil {
		return answer{}, err
	}
	return answer{http.StatusOK, map[string]any{
		"status": "success", "data": map[string]any{"message": "You've been logged out!"},
	}}, nil
}

func (a *api) me(c *call) (answer, error) {
	own := a.ownDocument(c.user)
	if a.options.Seeded.Has(seeded.MeIncomplete) {
		delete(own, "active")
	}
	return success(own), nil
}
