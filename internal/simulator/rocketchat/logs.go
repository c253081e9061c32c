package rocketchat

import "strconv"

// logEndpoints show the log to whoever may see it, administrators by default
// (stdout.queue, #16004). Assumption: releases without the page "View Logs" (8.0
// and later) still have the endpoint.
func (a *api) logEndpoints() []endpoint {
	return []endpoint{{pattern: "GET /api/v1/stdout.queue", adminOnly: true, serve: a.logQueue}}
}

// logQueue gives every line the time of the request: the journal keeps none.
func (a *api) logQueue(*call) (answer, error) {
	now := a.options.Now()
	queue := []map[string]any{}
	for i, line := range a.log.lines() {
		queue = append(queue, map[string]any{"id": "logid-" + strconv.Itoa(i), "string": line, "ts": now})
	}
	return success(map[string]any{"queue": queue}), nil
}
