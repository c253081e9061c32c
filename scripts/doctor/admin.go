package main

import (
	"context"
	"fmt"

	"gonogo/internal/doctor"
	"gonogo/internal/rocketchat"
)

// admit lets the case look as the administrator of the environment, if there is
// one. A personal access token is used as it is; a password opens one session,
// which end closes again.
func (p process) admit(ctx context.Context, c *doctor.Case) (end func() error, err error) {
	nothing := func() error { return nil }
	anonymous := rocketchat.New(c.URL, c.HTTP)
	id, token := p.getenv("GONOGO_ADMIN_ID"), p.getenv("GONOGO_ADMIN_TOKEN")
	user, password := p.getenv("GONOGO_ADMIN_USER"), p.getenv("GONOGO_ADMIN_PASSWORD")
	switch {
	case id != "" && token != "":
		c.Admin = anonymous.As(id, token)
		return nothing, nil
	case id != "" || token != "":
		return nil, fmt.Errorf("GONOGO_ADMIN_ID and GONOGO_ADMIN_TOKEN go together: the user id and a personal access token of an administrator")
	case user == "" && password == "":
		return nothing, nil
	case user == "" || password == "":
		return nil, fmt.Errorf("GONOGO_ADMIN_USER and GONOGO_ADMIN_PASSWORD go together; set both, or GONOGO_ADMIN_ID and GONOGO_ADMIN_TOKEN")
	}
	c.Admin, err = anonymous.Login(ctx, user, password)
	if err != nil {
		return nil, fmt.Errorf("logging in to %s as GONOGO_ADMIN_USER %s: %w", c.URL, user, err)
	}
	session := c.Admin
	return func() error {
		if err := session.Logout(context.WithoutCancel(ctx)); err != nil {
			return fmt.Errorf("ending the session of %s: %w", user, err)
		}
		_, err := fmt.Fprintf(p.stderr, "doctor: one session of %s was opened and has been ended again; with GONOGO_ADMIN_ID and GONOGO_ADMIN_TOKEN not even that is written\n", user)
		return err
	}, nil
}
