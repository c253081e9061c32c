package rocketchat

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
)

// Picture is an avatar as /avatar/<user> serves it.
type Picture struct {
	ContentType string // "image/png", "image/svg+xml" for letters
	ETag        string // header; may be empty
	Body        []byte
}

// Avatar fetches a user's avatar. Authenticated, the session goes along in
// cookies as a browser sends it; without, releases that protect avatars answer
// with letters (§6.3). An answer other than 200 is an *Error.
func (c *Client) Avatar(ctx context.Context, username string, authenticated bool) (Picture, error) {
	res, err := c.fetchAvatar(ctx, username, authenticated)
	if err != nil {
		return Picture{}, fmt.Errorf("avatar of %s: %w", username, err)
	}
	if res.status != http.StatusOK {
		return Picture{}, fmt.Errorf("avatar of %s: %w", username, &Error{Status: res.status, Message: http.StatusText(res.status)})
	}
	return Picture{ContentType: mediaType(res.header), ETag: res.header.Get("ETag"), Body: res.body}, nil
}

func (c *Client) fetchAvatar(ctx context.Context, username string, authenticated bool) (*response, error) {
	as := New(c.base, c.http)
	if authenticated {
		as.cookies = c.sessionCookies()
	}
	return as.send(ctx, http.MethodGet, "/avatar/"+url.PathEscape(username), nil)
}

func (c *Client) sessionCookies() []*http.Cookie {
	return []*http.Cookie{{Name: "rc_uid", Value: c.userID}, {Name: "rc_token", Value: c.token}}
}
