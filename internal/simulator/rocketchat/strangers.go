package rocketchat

import (
	"context"
	"time"

	"gonogo/internal/simulator/rocketchat/account"
)

// strangerEndpoints are for people who are not logged in.
func (a *api) strangerEndpoints() []endpoint {
	register := limit{calls: max(1, a.settings.Int("Rate_Limiter_Limit_RegisterUser")), interval: time.Minute}
	return []endpoint{
		{pattern: "POST /api/v1/users.register", anyone: true, limit: register, serve: a.registerByREST},
		{pattern: "POST /api/v1/users.forgotPassword", anyone: true, serve: a.forgotPassword},
		{pattern: "POST /api/v1/users.2fa.sendEmailCode", anyone: true, serve: a.sendEmailCode},
	}
}

func (a *api) registerByREST(c *call) (answer, error) {
	if c.user != nil {
		return answer{}, refuse("error-logged-in", "Logged in users can not register again.")
	}
	if err := c.require("username", "email", "pass", "name"); err != nil {
		return answer{}, err
	}
	u, err := a.register(c.context(), c.body)
	if err != nil {
		return answer{}, err
	}
	return success(map[string]any{"user": fullDocument(u)}), nil
}

// register is the sign-up form (method registerUser): it obeys the settings of
// the form, which do not concern people who come by OAuth (§2.6).
func (a *api) register(ctx context.Context, form map[string]any) (*account.User, error) {
	text := func(key string) string { s, _ := form[key].(string); return s }
	switch a.registrationForm() {
	case "Disabled":
		return nil, refuse("registration-disabled", "User registration is disabled")
	case "Secret URL":
		// The secret is made at the first start and is no part of the simulation.
		return nil, refuse("registration-disabled", "User registration is only allowed via Secret URL")
	}
	return a.accounts.Create(ctx, account.NewUser{
		Username: text("username"), Name: text("name"), Email: text("email"), Password: text("pass"),
		Active: !a.settings.Bool("Accounts_ManuallyApproveNewUsers"),
	})
}

// forgotPassword answers alike whether the address is known or not; no mail is
// simulated.
func (a *api) forgotPassword(c *call) (answer, error) {
	if err := c.require("email"); err != nil {
		return answer{}, err
	}
	return success(nil), nil
}

func (a *api) sendEmailCode(c *call) (answer, error) {
	if err := c.require("emailOrUsername"); err != nil {
		return answer{}, err
	}
	if err := a.accounts.SendEmailCode(c.context(), c.text("emailOrUsername")); err != nil {
		return answer{}, err
	}
	return success(nil), nil
}
