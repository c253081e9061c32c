package rocketchat

import (
	"context"
	"net/url"
	"strconv"
)

// User is a Rocket.Chat account as the REST API shows it. What it knows about
// login services is left out: it holds tokens.
type User struct {
	ID                    string   `json:"_id"`
	Username              string   `json:"username"`
	Name                  string   `json:"name"`
	Nickname              string   `json:"nickname"`
	Type                  string   `json:"type"`
	Active                bool     `json:"active"`
	Roles                 []string `json:"roles"`
	Emails                []Email  `json:"emails"`
	AvatarOrigin          string   `json:"avatarOrigin"`
	AvatarETag            string   `json:"avatarETag"`
	RequirePasswordChange bool     `json:"requirePasswordChange"`
	IsOAuthUser           bool     `json:"isOAuthUser"` // /me only, where the release has it
}

// Email is an address of an account.
type Email struct {
	Address  string `json:"address"`
	Verified bool   `json:"verified"`
}

// NewUser is an account to be made by an administrator.
type NewUser struct {
	Username string   `json:"username"`
	Name     string   `json:"name"`
	Email    string   `json:"email"`
	Password string   `json:"password"`
	Verified bool     `json:"verified"`
	Roles    []string `json:"roles,omitempty"`
}

// Me is the account that is logged in.
func (c *Client) Me(ctx context.Context) (User, error) {
	var u User
	err := c.get(ctx, "/api/v1/me", nil, &u)
	return u, err
}

// UserInfo finds an account by its user name.
func (c *Client) UserInfo(ctx context.Context, username string) (User, error) {
	return c.userInfo(ctx, url.Values{"username": {username}})
}

// UserInfoByID finds an account by its id.
func (c *Client) UserInfoByID(ctx context.Context, id string) (User, error) {
	return c.userInfo(ctx, url.Values{"userId": {id}})
}

func (c *Client) userInfo(ctx context.Context, query url.Values) (User, error) {
	var answer userAnswer
	err := c.get(ctx, "/api/v1/users.info", query, &answer)
	return answer.User, err
}

type userAnswer struct {
	User User `json:"user"`
}

// pageSize is how many accounts or settings are asked for at once.
const pageSize = 50

// Users lists all accounts.
func (c *Client) Users(ctx context.Context) ([]User, error) {
	var all []User
	for {
		var page struct {
			Users []User `json:"users"`
			Total int    `json:"total"`
		}
		if err := c.get(ctx, "/api/v1/users.list", pageFrom(len(all)), &page); err != nil {
			return nil, err
		}
		all = append(all, page.Users...)
		if len(page.Users) == 0 || len(all) >= page.Total {
			return all, nil
		}
	}
}

func pageFrom(offset int) url.Values {
	return url.Values{"count": {strconv.Itoa(pageSize)}, "offset": {strconv.Itoa(offset)}}
}

// CreateUser makes an account.
func (c *Client) CreateUser(ctx context.Context, u NewUser) (User, error) {
	var answer userAnswer
	err := c.post(ctx, "/api/v1/users.create", u, &answer)
	return answer.User, err
}

// UpdateUser changes fields of an account, named as users.update names them
// ("name", "email", "verified", "password", …).
func (c *Client) UpdateUser(ctx context.Context, id string, data map[string]any) (User, error) {
	var answer userAnswer
	err := c.post(ctx, "/api/v1/users.update", map[string]any{"userId": id, "data": data}, &answer)
	return answer.User, err
}

// DeleteUser removes an account.
func (c *Client) DeleteUser(ctx context.Context, id string) error {
	return c.post(ctx, "/api/v1/users.delete", map[string]any{"userId": id, "confirmRelinquish": true}, nil)
}

// SetActive activates or deactivates an account.
func (c *Client) SetActive(ctx context.Context, id string, active bool) error {
	body := map[string]any{"userId": id, "activeStatus": active, "confirmRelinquish": true}
	return c.post(ctx, "/api/v1/users.setActiveStatus", body, nil)
}
