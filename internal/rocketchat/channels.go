package rocketchat

import (
	"context"
	"errors"
	"net/http"
	"net/url"
)

// Channel is a public channel.
type Channel struct {
	ID    string `json:"_id"`
	Name  string `json:"name"`
	Type  string `json:"t"` // "c"
	Owner struct {
		Username string `json:"username"`
	} `json:"u"`
}

// Channel finds a public channel by its name, exactly as it is spelled. One that
// is not there is nil without error.
func (c *Client) Channel(ctx context.Context, name string) (*Channel, error) {
	var answer struct {
		Channel Channel `json:"channel"`
	}
	err := c.get(ctx, "/api/v1/channels.info", url.Values{"roomName": {name}}, &answer)
	if refused, ok := errors.AsType[*Error](err); ok && refused.Status == http.StatusBadRequest && refused.Code == "error-room-not-found" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &answer.Channel, nil
}

// ChannelMembers lists who is shown as a member of a channel.
func (c *Client) ChannelMembers(ctx context.Context, id string) ([]User, error) {
	var all []User
	for {
		query := pageFrom(len(all))
		query.Set("roomId", id)
		var page struct {
			Members []User `json:"members"`
			Total   int    `json:"total"`
		}
		if err := c.get(ctx, "/api/v1/channels.members", query, &page); err != nil {
			return nil, err
		}
		all = append(all, page.Members...)
		if len(page.Members) == 0 || len(all) >= page.Total {
			return all, nil
		}
	}
}

// IsSubscribed tells whether the user who is logged in is in a room.
func (c *Client) IsSubscribed(ctx context.Context, roomID string) (bool, error) {
	var answer struct {
		Subscription *struct {
			RoomID string `json:"rid"`
		} `json:"subscription"`
	}
	err := c.get(ctx, "/api/v1/subscriptions.getOne", url.Values{"roomId": {roomID}}, &answer)
	return answer.Subscription != nil, err
}

// DeleteChannel removes a channel with all that is in it.
func (c *Client) DeleteChannel(ctx context.Context, id string) error {
	return c.post(ctx, "/api/v1/channels.delete", map[string]any{"roomId": id}, nil)
}
