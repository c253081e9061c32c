package rocketchat

import (
	"context"
	"encoding/json"
	"net/url"
)

// LinkedUser is an account with the ids that login services know it by. Nothing
// else of what the account holds about services is read: there are tokens in it.
type LinkedUser struct {
	User
	// ServicesShown says whether the server has shown the services to the caller.
	ServicesShown bool
	// ServiceIDs are the ids by key of the service ("clavex"): texts or float64.
	ServiceIDs map[string]any
}

// UnmarshalJSON reads an account as the REST API shows it.
func (u *LinkedUser) UnmarshalJSON(raw []byte) error {
	if err := json.Unmarshal(raw, &u.User); err != nil {
		return err
	}
	var more struct {
		Services map[string]json.RawMessage `json:"services"`
	}
	if err := json.Unmarshal(raw, &more); err != nil {
		return err
	}
	u.ServicesShown, u.ServiceIDs = more.Services != nil, map[string]any{}
	for key, service := range more.Services {
		var one struct {
			ID any `json:"id"`
		}
		// What is no object has no id: services.resume and others of Rocket.Chat's own.
		if json.Unmarshal(service, &one) == nil && one.ID != nil {
			u.ServiceIDs[key] = one.ID
		}
	}
	return nil
}

// LinkedUser finds an account by its user name, as users.info compares it.
func (c *Client) LinkedUser(ctx context.Context, username string) (LinkedUser, error) {
	var answer struct {
		User LinkedUser `json:"user"`
	}
	err := c.get(ctx, "/api/v1/users.info", url.Values{"username": {username}}, &answer)
	return answer.User, err
}

// LinkedUsers lists the accounts from offset on, fifty at most, and tells how many
// there are altogether.
func (c *Client) LinkedUsers(ctx context.Context, offset int) (page []LinkedUser, total int, err error) {
	var answer struct {
		Users []LinkedUser `json:"users"`
		Total int          `json:"total"`
	}
	err = c.get(ctx, "/api/v1/users.list", pageFrom(offset), &answer)
	return answer.Users, answer.Total, err
}
