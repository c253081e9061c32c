package rocketchat

import (
	"context"
	"time"
)

// LogLine is a line that the server has printed. Its text may hold secrets: an
// address of an identity request carries the access token (observed §E.1).
type LogLine struct {
	Text string    `json:"string"`
	At   time.Time `json:"ts"`
}

// ServerLog reads what the server remembers of its log, oldest first, as the page
// "View Logs" does (GET stdout.queue since 3.0, #16004; permission view-logs).
// That page is gone in 8.0; a server without the endpoint answers with a 404.
func (c *Client) ServerLog(ctx context.Context) ([]LogLine, error) {
	var answer struct {
		Queue []LogLine `json:"queue"`
	}
	err := c.get(ctx, "/api/v1/stdout.queue", nil, &answer)
	return answer.Queue, err
}
