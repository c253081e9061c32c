package rocketchat

import (
	"slices"
	"strings"

	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/setting"
	"gonogo/internal/simulator/seeded"
)

// offered are the login services as a caller gets them.
func (a *api) offered(c *call, services []map[string]any) []map[string]any {
	if c.user != nil {
		return services
	}
	if a.options.Seeded.Has(seeded.ServicesForMembers) {
		return []map[string]any{}
	}
	for _, s := range services {
		if a.options.Seeded.Has(seeded.ButtonThoughHidden) {
			s["showButton"] = true
		}
		if address, ok := s["serverURL"].(string); ok && a.options.Seeded.Has(seeded.ServerURLCut) {
			s["serverURL"] = strings.TrimSuffix(address, pathOf(address))
		}
	}
	return services
}

func (a *api) mayChangeAvatar(c *call) bool {
	return a.settings.Bool("Accounts_AllowUserAvatarChange") || c.isAdmin() || a.options.Seeded.Has(seeded.AvatarChangeOpen)
}

// takesPasswords tells whether an account may get another password.
func (a *api) takesPasswords(u *account.User) bool {
	return u.HasPassword() || a.options.Seeded.Has(seeded.PasswordForOAuth)
}

// forgetsPasswords tells whether a closed profile is not looked at for a change of
// the password alone.
func (a *api) forgetsPasswords(data map[string]any) bool {
	_, given := data["newPassword"]
	return given && len(data) == 1 && a.options.Seeded.Has(seeded.ClosedProfilePassword)
}

// closable are the parts of a profile that settings close.
func (a *api) closable() []part {
	return slices.DeleteFunc(a.guarded(), func(p part) bool {
		return p.key == "username" && a.options.Seeded.Has(seeded.UsernameChangeOpen)
	})
}

// registrationForm is who may use the form for new accounts.
func (a *api) registrationForm() string {
	if a.options.Seeded.Has(seeded.SignUpFormOpen) {
		return "Public"
	}
	return a.settings.String("Accounts_RegistrationForm")
}

// readBack is a setting's value as its endpoint tells it.
func (a *api) readBack(s setting.Setting) any {
	text, ok := s.Value.(string)
	if ok && strings.HasSuffix(s.ID, "_color") && a.options.Seeded.Has(seeded.ColoursReadBack) {
		return strings.ToLower(text)
	}
	return s.Value
}
