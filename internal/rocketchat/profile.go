package rocketchat

import "context"

// UpdateOwnInfo changes fields of the caller's own account, as its profile page
// does: "name", "username", "email", "newPassword", ….
func (c *Client) UpdateOwnInfo(ctx context.Context, data map[string]any) error {
	return c.post(ctx, "/api/v1/users.updateOwnBasicInfo", map[string]any{"data": data}, nil)
}

// SetAvatar lets the caller have the picture at an address as avatar.
func (c *Client) SetAvatar(ctx context.Context, address string) error {
	return c.post(ctx, "/api/v1/users.setAvatar", map[string]any{"avatarUrl": address}, nil)
}

// SignUp makes an account as the sign-up form does; verified and roles of u are
// not the form's to say.
func (c *Client) SignUp(ctx context.Context, u NewUser) (User, error) {
	var answer userAnswer
	err := c.post(ctx, "/api/v1/users.register", map[string]any{
		"username": u.Username, "name": u.Name, "email": u.Email, "pass": u.Password,
	}, &answer)
	return answer.User, err
}
