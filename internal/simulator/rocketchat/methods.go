package rocketchat

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/avatar"
)

// method is a DDP method (§2.2).
type method struct {
	anyone bool // no login needed
	run    func(c *call, f frame) (any, error)
}

func (a *api) methodsByName() map[string]method {
	return map[string]method{
		"login":                   {anyone: true, run: a.loginMethod},
		"logout":                  {anyone: true, run: a.logoutMethod},
		"registerUser":            {anyone: true, run: a.registerMethod},
		"sendForgotPasswordEmail": {anyone: true, run: func(*call, frame) (any, error) { return true, nil }},
		"setUsername":             {run: a.setUsername},
		"setUserPassword":         {run: a.setUserPassword},
		"saveCustomFields":        {run: a.saveCustomFields},
		"saveUserProfile":         {run: a.saveUserProfile},
		"setAvatarFromService":    {run: a.setAvatarFromService},
		"getUserRoles":            {run: a.userRoles},
		"saveSetting":             {run: a.saveSetting},
		"saveSettings":            {run: a.saveSettings},
		"addOAuthService":         {run: a.administrateServices("addOAuthService", a.addService)},
		"removeOAuthService":      {run: a.administrateServices("removeOAuthService", a.removeService)},
		"refreshOAuthService": {run: a.administrateServices("refreshOAuthService", func(ctx context.Context, _ string) error {
			return a.oauth.Refresh(ctx)
		})},
	}
}

func (a *api) loginMethod(c *call, f frame) (any, error) {
	login, err := a.login(c.context(), f.object(), account.FromAddress(c.address()))
	if err != nil {
		return nil, err
	}
	return map[string]any{"id": login.UserID, "token": login.Token, "tokenExpires": login.TokenExpires, "type": login.Type}, nil
}

func (a *api) logoutMethod(c *call, _ frame) (any, error) {
	if c.user == nil {
		return nil, nil
	}
	return nil, a.accounts.Logout(c.context(), c.user.ID, c.token)
}

func (a *api) registerMethod(c *call, f frame) (any, error) {
	u, err := a.register(c.context(), f.object())
	if err != nil {
		return nil, err
	}
	return u.ID, nil
}

func (a *api) setUsername(c *call, f frame) (any, error) {
	if err := a.accounts.SetUsername(c.context(), c.user.ID, f.text(0)); err != nil {
		return nil, err
	}
	return f.text(0), nil
}

// setUserPassword is the form of people who must change their password.
func (a *api) setUserPassword(c *call, f frame) (any, error) {
	if !c.user.RequirePasswordChange || f.text(0) == "" {
		return nil, methodRefused("error-not-allowed", "Not allowed", "setUserPassword")
	}
	return true, a.accounts.SetPassword(c.context(), c.user.ID, f.text(0))
}

func (a *api) saveCustomFields(c *call, f frame) (any, error) {
	return nil, a.setOwnFields(c, bson.M{"customFields": f.object()})
}

// setAvatarFromService takes a picture as data URI, or its address.
func (a *api) setAvatarFromService(c *call, f frame) (any, error) {
	if !a.settings.Bool("Accounts_AllowUserAvatarChange") {
		return nil, methodRefused("error-not-allowed", "Not allowed", "setAvatarFromService")
	}
	if _, data, ok := avatar.ParseDataURI(f.text(0)); ok {
		origin := f.text(2)
		if origin == "" {
			origin = "upload"
		}
		return nil, a.avatars.SetFromData(c.context(), c.user.ID, data, origin)
	}
	return nil, a.avatars.SetFromURL(c.context(), c.user.ID, f.text(0))
}

// userRoles lists accounts with a role that others may know of; here that is
// administrators.
func (a *api) userRoles(c *call, _ frame) (any, error) {
	cursor, err := a.users().Find(c.context(), bson.D{{Key: "roles", Value: roleAdmin}})
	if err != nil {
		return nil, wrap("listing roles", err)
	}
	var found []account.User
	if err := cursor.All(c.context(), &found); err != nil {
		return nil, wrap("listing roles", err)
	}
	list := []any{}
	for _, u := range found {
		list = append(list, map[string]any{"_id": u.ID, "username": u.Username, "roles": u.Roles})
	}
	return list, nil
}

// administrateServices never asks a second factor, unlike the endpoints (§14.1).
func (a *api) administrateServices(name string, act func(ctx context.Context, service string) error) func(*call, frame) (any, error) {
	return func(c *call, f frame) (any, error) {
		if !c.isAdmin() {
			return nil, methodRefused("error-action-not-allowed", "Adding OAuth Services is not allowed", name)
		}
		return nil, act(c.context(), f.text(0))
	}
}

func (a *api) saveSetting(c *call, f frame) (any, error) {
	return a.saveAll(c, []any{map[string]any{"_id": f.text(0), "value": f.param(1)}})
}

func (a *api) saveSettings(c *call, f frame) (any, error) {
	list, _ := f.param(0).([]any)
	return a.saveAll(c, list)
}

// saveAll writes settings given as {_id, value}; it asks the second factor.
func (a *api) saveAll(c *call, list []any) (any, error) {
	if !c.isAdmin() {
		return nil, methodRefused("error-action-not-allowed", "Editing settings is not allowed", "saveSettings")
	}
	if err := a.checkSecondFactor(c); err != nil {
		return nil, err
	}
	for _, one := range list {
		s, _ := one.(map[string]any)
		id, _ := s["_id"].(string)
		if err := a.settings.Set(c.context(), id, s["value"]); err != nil {
			return nil, err
		}
	}
	return true, nil
}
