package rocketchat

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"gonogo/internal/simulator/rocketchat/account"
)

// login runs the method login with its one argument, in all forms that legacy
// servers know (§2.1): totp, resume, oauth, access token, user and password.
func (a *api) login(ctx context.Context, argument map[string]any, options ...account.LoginOption) (account.Login, error) {
	if totp, ok := argument["totp"].(map[string]any); ok {
		inner, _ := totp["login"].(map[string]any)
		code, _ := totp["code"].(string)
		return a.login(ctx, inner, append(options, account.WithCode(code))...)
	}
	if token, ok := argument["resume"].(string); ok {
		return a.accounts.Resume(ctx, token, options...)
	}
	if pair, ok := argument["oauth"].(map[string]any); ok {
		return a.loginWithCredential(ctx, pair, options)
	}
	if service, ok := argument["serviceName"].(string); ok {
		token, _ := argument["accessToken"].(string)
		seconds, _ := argument["expiresIn"].(float64)
		return a.oauth.LoginWithAccessToken(ctx, service, token, int(seconds), options...)
	}
	if p, ok := passwordLogin(argument); ok {
		return a.accounts.LoginWithPassword(ctx, p, options...)
	}
	refused := &account.Error{Code: http.StatusBadRequest, Reason: "Unrecognized options for login request", Origin: account.Handler}
	return account.Login{}, a.accounts.Reject(refused, options...)
}

func (a *api) loginWithCredential(ctx context.Context, pair map[string]any, options []account.LoginOption) (account.Login, error) {
	token, _ := pair["credentialToken"].(string)
	var secret *string
	if text, ok := pair["credentialSecret"].(string); ok {
		secret = &text
	}
	return a.oauth.LoginWithCredential(ctx, token, secret, options...)
}

// passwordLogin reads {user: {username|email}, password: text or {digest}}.
func passwordLogin(argument map[string]any) (account.PasswordLogin, bool) {
	user, _ := argument["user"].(map[string]any)
	var p account.PasswordLogin
	for _, key := range []string{"username", "email"} {
		if name, ok := user[key].(string); ok {
			p.User = name
		}
	}
	switch password := argument["password"].(type) {
	case string:
		p.Password = password
	case map[string]any:
		p.Digest, _ = password["digest"].(string)
	}
	return p, p.User != "" && (p.Password != "" || p.Digest != "")
}

// loginArgument turns the body of POST /api/v1/login into the method's argument:
// a body with user, username or email and a password is rewritten, every other
// one is handed over unchanged (§2.1).
func loginArgument(c *call) map[string]any {
	password, given := c.body["password"]
	if !given || password == nil || hasOtherKeys(c.body) {
		return c.body
	}
	user := map[string]any{}
	switch name := c.text("user"); {
	case strings.Contains(name, "@"):
		user["email"] = name
	case name != "":
		user["username"] = name
	case c.text("username") != "":
		user["username"] = c.text("username")
	case c.text("email") != "":
		user["email"] = c.text("email")
	default:
		return c.body
	}
	argument := map[string]any{"user": user, "password": password}
	code := codeOf(c.body["code"])
	if code == "" {
		code = c.request.Header.Get("X-2fa-Code")
	}
	if code == "" {
		return argument
	}
	return map[string]any{"totp": map[string]any{"code": code, "login": argument}}
}

func hasOtherKeys(body map[string]any) bool {
	for key := range body {
		switch key {
		case "user", "username", "email", "password", "code":
		default:
			return true
		}
	}
	return false
}

// codeOf reads a code that came as text or as number.
func codeOf(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case float64:
		text, _ := json.Marshal(v) // numbers always encode
		return string(text)
	}
	return ""
}
