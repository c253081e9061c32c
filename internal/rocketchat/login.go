package rocketchat

import "context"

// session is the answer to a login, §2.1.
type session struct {
	Data struct {
		UserID    string `json:"userId"`
		AuthToken string `json:"authToken"`
	} `json:"data"`
}

// Login logs in by password. The client that it returns answers second factors
// with that password, so that an administrator is never stopped (§2.3).
func (c *Client) Login(ctx context.Context, user, password string) (*Client, error) {
	in, err := c.login(ctx, map[string]any{"user": user, "password": password})
	if err != nil {
		return nil, err
	}
	return in.withPassword(password), nil
}

// LoginWithCredential logs in by the pair that a callback has handed out
// (§7.6). An empty secret is sent as null: Rocket.Chat then answers with the
// error that the callback stored.
func (c *Client) LoginWithCredential(ctx context.Context, token, secret string) (*Client, error) {
	pair := map[string]any{"credentialToken": token, "credentialSecret": secret}
	if secret == "" {
		pair["credentialSecret"] = nil
	}
	return c.login(ctx, map[string]any{"oauth": pair})
}

// LoginWithAccessToken logs in by a provider's access token that is valid for
// expiresIn seconds (§7.6).
func (c *Client) LoginWithAccessToken(ctx context.Context, service, accessToken string, expiresIn int) (*Client, error) {
	return c.login(ctx, map[string]any{"serviceName": service, "accessToken": accessToken, "expiresIn": expiresIn})
}

// LoginWithResume logs in by a login token, as the web client does on reload.
func (c *Client) LoginWithResume(ctx context.Context, token string) (*Client, error) {
	return c.login(ctx, map[string]any{"resume": token})
}

func (c *Client) login(ctx context.Context, body map[string]any) (*Client, error) {
	var s session
	if err := c.post(ctx, "/api/v1/login", body, &s); err != nil {
		return nil, err
	}
	return c.As(s.Data.UserID, s.Data.AuthToken), nil
}

// Logout ends the session: its token is worthless afterwards.
func (c *Client) Logout(ctx context.Context) error {
	return c.post(ctx, "/api/v1/logout", struct{}{}, nil)
}
