package rocketchat

import (
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/seeded"
)

// methodEndpoints call DDP methods over REST (§2.1): one for people who are
// logged in, one for strangers. Both always answer 200.
func (a *api) methodEndpoints() []endpoint {
	unlimited := limit{none: true} // the methods have limits of their own
	return []endpoint{
		{pattern: "POST /api/v1/method.call/{method}", limit: unlimited, serve: a.callMethod},
		{pattern: "POST /api/v1/method.callAnon/{method}", anyone: true, limit: unlimited, serve: func(c *call) (answer, error) {
			c.user, c.token = nil, "" // this endpoint does not look at the login
			return a.callMethod(c)
		}},
	}
}

func (a *api) callMethod(c *call) (answer, error) {
	if err := c.require("message"); err != nil {
		return answer{}, err
	}
	f, ok := readFrame(c.text("message"))
	if !ok {
		return answer{}, refuse("invalid-params", "Invalid method call")
	}
	key, value := "result", any(nil)
	result, err := a.runMethod(c, f)
	if err != nil {
		key, value = "error", a.methodError(f, err)
	} else {
		value = result
	}
	message, err := f.result(key, value)
	if err != nil {
		return answer{}, fmt.Errorf("encoding the result of %s: %w", f.Method, err)
	}
	return success(map[string]any{"message": message}), nil
}

// methodError renders a failure; texts of internal ones stay in the log.
func (a *api) methodError(f frame, err error) map[string]any {
	if e := asError(err); e != nil {
		return a.accounts.PresentDDP(e)
	}
	a.log.add(fmt.Sprintf("Exception while invoking method %s: %v", f.Method, err))
	return map[string]any{
		"isClientSafe": true, "error": 500, "reason": "Internal server error",
		"message": "Internal server error [500]", "errorType": "Meteor.Error",
	}
}

func (a *api) runMethod(c *call, f frame) (any, error) {
	if err := a.checkMethodLimit(c, f.Method); err != nil {
		return nil, err
	}
	method, known := a.known[f.Method]
	if !known {
		return nil, &account.Error{Code: 404, Reason: fmt.Sprintf("Method '%s' not found", f.Method), Origin: account.Method}
	}
	if method.anyone {
		return method.run(c, f)
	}
	if c.user == nil {
		return nil, methodRefused("error-invalid-user", "Invalid user", f.Method)
	}
	return method.run(c, f)
}

func methodRefused(code, reason, method string) error {
	return &account.Error{Code: code, Reason: reason, Origin: account.Method, Details: map[string]any{"method": method}}
}

// checkMethodLimit counts a call against the rules that hold for one connection,
// which over REST is the login token, else address and browser: Meteor's own rule
// for login (observed §E.2), five calls in ten seconds, and the workspace's for
// every method (§2.4). The workspace's other rules are not modelled: those that
// count all methods together are far above what logins need.
func (a *api) checkMethodLimit(c *call, method string) error {
	connection := c.token
	if connection == "" {
		connection = c.fingerprint()
	}
	if method == "login" && !a.options.UnlimitedLogins {
		if err := a.takeMethod("Meteor "+connection, limit{calls: 5, interval: 10 * time.Second}); err != nil {
			return err
		}
	}
	const rule = "DDP_Rate_Limit_Connection_By_Method_"
	if !a.settings.Bool(rule+"Enabled") || a.options.Seeded.Has(seeded.RateLimitLost) {
		return nil
	}
	interval := time.Duration(a.settings.Int(rule+"Interval_Time")) * time.Millisecond
	return a.takeMethod(method+" "+connection, limit{calls: a.settings.Int(rule + "Requests_Allowed"), interval: interval})
}

func (a *api) takeMethod(key string, l limit) error {
	v := a.methods.take(key, l.calls, l.interval, a.options.Now())
	if v.allowed {
		return nil
	}
	return &account.Error{
		Code:    "too-many-requests",
		Reason:  fmt.Sprintf("Error, too many requests. Please slow down. You must wait %s seconds before trying again.", wholeSeconds(v.reset)),
		Details: map[string]any{"timeToReset": v.reset.Milliseconds()},
		Origin:  account.Method,
	}
}

// setOwnFields writes fields of the caller's document.
func (a *api) setOwnFields(c *call, fields bson.M) error {
	return a.accounts.Update(c.context(), c.user.ID, bson.M{"$set": fields})
}
