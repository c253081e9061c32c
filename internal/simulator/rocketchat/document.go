package rocketchat

import (
	"maps"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/account"
)

// document is an account as other people see it.
func document(u *account.User) map[string]any {
	d := map[string]any{"_id": u.ID, "type": u.Type, "status": u.Status, "active": u.Active, "_updatedAt": u.UpdatedAt}
	addText(d, map[string]string{
		"username": u.Username, "name": u.Name, "statusText": u.StatusText, "bio": u.Bio, "nickname": u.Nickname,
		"avatarETag": u.AvatarETag,
	})
	return d
}

// addText adds what is not empty: the database has no empty fields either.
func addText(d map[string]any, fields map[string]string) {
	for key, value := range fields {
		if value != "" {
			d[key] = value
		}
	}
}

// fullDocument is an account as administrators see it: with the data of its
// OAuth services, tokens included, but without passwords and login tokens, as
// in Rocket.Chat (observed §G).
func fullDocument(u *account.User) map[string]any {
	d := document(u)
	addText(d, map[string]string{"avatarOrigin": u.AvatarOrigin, "requirePasswordChangeReason": u.RequirePasswordChangeReason})
	d["createdAt"], d["roles"] = u.CreatedAt, u.Roles
	if len(u.Emails) > 0 {
		d["emails"] = u.Emails
	}
	if u.LastLogin != nil {
		d["lastLogin"] = *u.LastLogin
	}
	if u.RequirePasswordChange {
		d["requirePasswordChange"] = true
	}
	services := maps.Clone(u.Services)
	for _, secret := range []string{"password", "email", "resume", "emailCode", "cloud", "email2fa", "totp"} {
		delete(services, secret)
	}
	d["services"] = services
	return d
}

// ownDocument is GET /api/v1/me and the "me" of a login: services are reduced to
// what a client needs to know.
func (a *api) ownDocument(u *account.User) map[string]any {
	d := fullDocument(u)
	delete(d, "type")
	delete(d, "createdAt")
	delete(d, "lastLogin")
	services := map[string]any{"password": map[string]any{"exists": u.HasPassword()}}
	if factor, ok := u.Services["email2fa"].(map[string]any); ok && factor["enabled"] == true {
		services["email2fa"] = map[string]any{"enabled": true}
	}
	d["services"] = services
	d["settings"] = map[string]any{"profile": map[string]any{}, "preferences": map[string]any{}}
	name := u.Username
	if name == "" {
		name = "undefined" // as Rocket.Chat prints what is not there
	}
	d["avatarUrl"] = a.settings.String("Site_Url") + "/avatar/" + name
	for _, e := range u.Emails {
		if e.Verified {
			d["email"] = e.Address
			break
		}
	}
	if a.options.Release.Has(release.OAuthUserFlag) {
		d["isOAuthUser"] = u.FromOAuth()
	}
	return d
}
