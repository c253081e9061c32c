package rocketchat

import (
	"io"
	"mime"

	"gonogo/internal/simulator/rocketchat/account"
)

// avatarEndpoints change pictures.
func (a *api) avatarEndpoints() []endpoint {
	return []endpoint{
		{pattern: "POST /api/v1/users.setAvatar", serve: a.setAvatar},
		{pattern: "POST /api/v1/users.resetAvatar", serve: a.resetAvatar},
	}
}

func (a *api) setAvatar(c *call) (answer, error) {
	if !a.mayChangeAvatar(c) {
		return answer{}, refuse("error-not-allowed", "Change avatar is not allowed")
	}
	u, err := a.avatarOwner(c)
	if err != nil {
		return answer{}, err
	}
	if err := a.storeAvatar(c, u); err != nil {
		return answer{}, err
	}
	return success(nil), nil
}

// avatarOwner is the caller, or another account for an administrator.
func (a *api) avatarOwner(c *call) (*account.User, error) {
	if c.body["userId"] == nil && c.body["username"] == nil {
		return c.user, nil
	}
	u, err := a.find(c)
	if err == nil && u.ID != c.user.ID && !c.isAdmin() {
		err = unauthorized()
	}
	return u, err
}

func (a *api) storeAvatar(c *call, u *account.User) error {
	if address := c.text("avatarUrl"); address != "" {
		return a.avatars.SetFromURL(c.context(), u.ID, address)
	}
	data, err := c.upload("image")
	if err != nil {
		return err
	}
	return a.avatars.SetFromData(c.context(), u.ID, data, "upload")
}

// upload reads a file of a multipart body.
func (c *call) upload(field string) ([]byte, error) {
	missing := refuse("invalid-field", "[no uploaded file]")
	kind, _, _ := mime.ParseMediaType(c.request.Header.Get("Content-Type"))
	if kind != "multipart/form-data" || c.request.ParseMultipartForm(maxBody) != nil {
		return nil, missing
	}
	defer func() { _ = c.request.MultipartForm.RemoveAll() }() // nothing to do about a left-over
	file, _, err := c.request.FormFile(field)
	if err != nil {
		return nil, missing
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, maxBody))
}

func (a *api) resetAvatar(c *call) (answer, error) {
	if !a.settings.Bool("Accounts_AllowUserAvatarChange") && !c.isAdmin() {
		return answer{}, refuse("error-not-allowed", "Change avatar is not allowed")
	}
	u, err := a.avatarOwner(c)
	if err != nil {
		return answer{}, err
	}
	if err := a.avatars.Reset(c.context(), u.ID); err != nil {
		return answer{}, err
	}
	return success(nil), nil
}
