package rocketchat

import (
	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/seeded"
)

// userEndpoints administrate accounts (§2.1).
func (a *api) userEndpoints() []endpoint {
	return []endpoint{
		{pattern: "GET /api/v1/users.info", serve: a.userInfo},
		{pattern: "GET /api/v1/users.list", serve: a.listUsers},
		{pattern: "POST /api/v1/users.create", adminOnly: true, serve: a.createUser},
		{pattern: "POST /api/v1/users.update", adminOnly: true, serve: a.updateUser},
		{pattern: "POST /api/v1/users.delete", adminOnly: true, serve: a.deleteUser},
		{pattern: "POST /api/v1/users.setActiveStatus", adminOnly: true, serve: a.setActive},
	}
}

// shown is an account as the caller may see it.
func shown(c *call, u *account.User) map[string]any {
	if c.isAdmin() || c.user != nil && c.user.ID == u.ID {
		return fullDocument(u)
	}
	return document(u)
}

func (a *api) userInfo(c *call) (answer, error) {
	u, err := a.find(c)
	if err != nil {
		return answer{}, err
	}
	return success(map[string]any{"user": shown(c, u)}), nil
}

func (a *api) listUsers(c *call) (answer, error) {
	users, err := a.accounts.All(c.context())
	if err != nil {
		return answer{}, err
	}
	offset, count := a.page(c)
	page := []map[string]any{}
	for _, u := range users[min(offset, len(users)):min(offset+count, len(users))] {
		page = append(page, shown(c, u))
	}
	return success(map[string]any{"users": page, "count": len(page), "offset": offset, "total": len(users)}), nil
}

func (a *api) createUser(c *call) (answer, error) {
	if err := c.require("email", "name", "password", "username"); err != nil {
		return answer{}, err
	}
	active, given := c.body["active"].(bool)
	verified, _ := c.body["verified"].(bool)
	change, _ := c.body["requirePasswordChange"].(bool)
	u, err := a.accounts.Create(c.context(), account.NewUser{
		Username: c.text("username"), Name: c.text("name"), Email: c.text("email"), Password: c.text("password"),
		Verified: verified, Roles: texts(c.body["roles"]), Active: active || !given, RequirePasswordChange: change,
	})
	if err != nil {
		return answer{}, err
	}
	return success(map[string]any{"user": fullDocument(u)}), nil
}

// texts reads a list of texts.
func texts(value any) []string {
	list, _ := value.([]any)
	var all []string
	for _, v := range list {
		if s, ok := v.(string); ok {
			all = append(all, s)
		}
	}
	return all
}

func (a *api) deleteUser(c *call) (answer, error) {
	u, err := a.find(c)
	if err != nil {
		return answer{}, err
	}
	if err := a.avatars.Remove(c.context(), u.ID); err != nil {
		return answer{}, err
	}
	if err := a.rooms.Leave(c.context(), u.ID); err != nil {
		return answer{}, err
	}
	if err := a.accounts.Delete(c.context(), u.ID); err != nil {
		return answer{}, err
	}
	return success(nil), nil
}

func (a *api) setActive(c *call) (answer, error) {
	if err := c.require("userId", "activeStatus"); err != nil {
		return answer{}, err
	}
	u, err := a.find(c)
	if err != nil {
		return answer{}, err
	}
	active, _ := c.body["activeStatus"].(bool)
	active = active && !a.options.Seeded.Has(seeded.ActivationIgnored)
	if err := a.accounts.SetActive(c.context(), u.ID, active); err != nil {
		return answer{}, err
	}
	return success(map[string]any{"user": map[string]any{"_id": u.ID, "active": active}}), nil
}

// updateUser changes the fields that data names.
func (a *api) updateUser(c *call) (answer, error) {
	if err := c.require("userId", "data"); err != nil {
		return answer{}, err
	}
	u, err := a.find(c)
	if err != nil {
		return answer{}, err
	}
	data, _ := c.body["data"].(map[string]any)
	if a.options.Seeded.Has(seeded.RenamingIgnored) {
		delete(data, "username")
	}
	if err := a.change(c.context(), u, data); err != nil {
		return answer{}, err
	}
	return a.updated(c, u.ID)
}

// updated answers with the account after a change.
func (a *api) updated(c *call, id string) (answer, error) {
	u, err := a.accounts.ByID(c.context(), id)
	if err != nil {
		return answer{}, err
	}
	if u == nil {
		return answer{}, refuse("error-invalid-user", "Invalid user")
	}
	return success(map[string]any{"user": fullDocument(u)}), nil
}
