package rocketchat

import (
	"context"
	"net/url"
	"strings"
)

// Info is what a server says about itself.
type Info struct {
	// Version is complete for administrators; others see major and minor only
	// where the release hides the rest (§2.1).
	Version string `json:"version"`
}

// Info asks a server for its version.
func (c *Client) Info(ctx context.Context) (Info, error) {
	var i Info
	err := c.get(ctx, "/api/info", nil, &i)
	return i, err
}

// setting is a setting with its value.
type setting struct {
	ID    string `json:"_id"`
	Value any    `json:"value"`
}

// Setting reads a setting's value: text, bool or float64.
func (c *Client) Setting(ctx context.Context, id string) (any, error) {
	var s setting
	err := c.get(ctx, "/api/v1/settings/"+url.PathEscape(id), nil, &s)
	return s.Value, err
}

// SetSetting writes a setting. OAuth settings take effect about two seconds
// after the last write (§1.3): see WaitService.
func (c *Client) SetSetting(ctx context.Context, id string, value any) error {
	return c.post(ctx, "/api/v1/settings/"+url.PathEscape(id), map[string]any{"value": value}, nil)
}

// PublicSettings reads the public settings with these ids, or all of them.
func (c *Client) PublicSettings(ctx context.Context, ids ...string) (map[string]any, error) {
	values := map[string]any{}
	for offset := 0; ; {
		query := pageFrom(offset)
		if len(ids) > 0 {
			query.Set("_id", strings.Join(ids, ","))
		}
		var page struct {
			Settings []setting `json:"settings"`
			Total    int       `json:"total"`
		}
		if err := c.get(ctx, "/api/v1/settings.public", query, &page); err != nil {
			return nil, err
		}
		for _, s := range page.Settings {
			values[s.ID] = s.Value
		}
		offset += len(page.Settings)
		if len(page.Settings) == 0 || offset >= page.Total {
			return values, nil
		}
	}
}
