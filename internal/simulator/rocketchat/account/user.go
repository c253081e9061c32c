package account

import "time"

// Email is one address of an account.
type Email struct {
	Address  string `bson:"address" json:"address"`
	Verified bool   `bson:"verified" json:"verified"`
}

// User is a document of the users collection, with the names of the database.
type User struct {
	ID                          string         `bson:"_id"`
	CreatedAt                   time.Time      `bson:"createdAt"`
	UpdatedAt                   time.Time      `bson:"_updatedAt"`
	LastLogin                   *time.Time     `bson:"lastLogin,omitempty"`
	Username                    string         `bson:"username,omitempty"`
	Name                        string         `bson:"name,omitempty"`
	Emails                      []Email        `bson:"emails,omitempty"`
	Email                       any            `bson:"email,omitempty"` // written only by a mapped e-mail field (§5.3)
	Type                        string         `bson:"type"`
	Status                      string         `bson:"status"`
	Active                      bool           `bson:"active"`
	Roles                       []string       `bson:"roles,omitempty"`
	Services                    map[string]any `bson:"services"`
	RequirePasswordChange       bool           `bson:"requirePasswordChange,omitempty"`
	RequirePasswordChangeReason string         `bson:"requirePasswordChangeReason,omitempty"`
	AvatarOrigin                string         `bson:"avatarOrigin,omitempty"`
	AvatarETag                  string         `bson:"avatarETag,omitempty"`
	StatusText                  string         `bson:"statusText,omitempty"`
	Bio                         string         `bson:"bio,omitempty"`
	Nickname                    string         `bson:"nickname,omitempty"`
}

// HasPassword reports whether the account can log in with a password.
func (u *User) HasPassword() bool { return u.bcrypt() != "" }

// FromOAuth reports whether a custom OAuth service is linked in full (isOAuthUser
// of /api/v1/me).
func (u *User) FromOAuth() bool {
	for _, s := range u.Services {
		if m, ok := s.(map[string]any); ok && m["_OAuthCustom"] == true {
			return true
		}
	}
	return false
}

func (u *User) bcrypt() string {
	password, _ := u.Services["password"].(map[string]any)
	hash, _ := password["bcrypt"].(string)
	return hash
}

// serviceID is services.<service>.id; nil if there is none.
func (u *User) serviceID(service string) any {
	s, _ := u.Services[service].(map[string]any)
	return s["id"]
}

func (u *User) verifiedEmails() []string {
	var found []string
	for _, e := range u.Emails {
		if e.Verified {
			found = append(found, e.Address)
		}
	}
	return found
}

// hasEmail reports whether one of the addresses is spelled exactly so.
func (u *User) hasEmail(address any) bool {
	for _, e := range u.Emails {
		if address == e.Address {
			return true
		}
	}
	return false
}
