package given

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"

	"go.yaml.in/yaml/v4"

	"gonogo/internal/provider"
)

// entry is one person as the file has them. What is left out, the provider has not.
type entry struct {
	Login         string         `yaml:"login"` // typed on the provider's login page
	Password      string         `yaml:"password"`
	Email         string         `yaml:"email"`
	EmailVerified *bool          `yaml:"email_verified"`
	Name          string         `yaml:"name"`
	GivenName     string         `yaml:"given_name"`
	FamilyName    string         `yaml:"family_name"`
	Username      string         `yaml:"username"` // in the claim that the guide maps
	Nickname      string         `yaml:"nickname"`
	Picture       string         `yaml:"picture"`
	Groups        []string       `yaml:"groups"`
	Roles         []string       `yaml:"roles"`
	Claims        map[string]any `yaml:"claims"`
	// PublicProfile is as username is, unless given: who fills in the one at a
	// provider that hides profiles makes it public.
	PublicProfile *bool `yaml:"public_profile"`
}

// ReadPeople reads a file of GONOGO_PROVIDER_PEOPLE: a YAML list of people. It
// holds passwords, so that errors name lines and fields, and no values.
func ReadPeople(path string) ([]provider.Person, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		var cause *fs.PathError
		if errors.As(err, &cause) {
			err = cause.Err
		}
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	var entries []entry
	if err := decoder.Decode(&entries); err != nil {
		return nil, fmt.Errorf("%s%s is not a list of people with login, password, email and name, and maybe username, nickname, picture, groups, roles, claims, given_name, family_name, email_verified, public_profile", path, line(err))
	}
	return people(path, entries)
}

// line finds the line in an error, whose other words may be values.
func line(err error) string {
	if at := regexp.MustCompile(`line (\d+)`).FindStringSubmatch(err.Error()); at != nil {
		return ":" + at[1]
	}
	return ""
}

func people(path string, entries []entry) ([]provider.Person, error) {
	if len(entries) == 0 {
		return nil, fmt.Errorf("%s lists nobody", path)
	}
	var all []provider.Person
	seen := map[string]bool{}
	for i, e := range entries {
		if missing := e.missing(); missing != "" {
			return nil, fmt.Errorf("%s: the person number %d has no %s", path, i+1, missing)
		}
		if seen[e.Login] {
			return nil, fmt.Errorf("%s lists %s twice", path, e.Login)
		}
		seen[e.Login] = true
		all = append(all, e.person())
	}
	return all, nil
}

// missing names what every person needs: without e-mail and name nobody could
// tell their account in Rocket.Chat from others'.
func (e entry) missing() string {
	for _, field := range []struct{ name, value string }{
		{"login", e.Login}, {"password", e.Password}, {"email", e.Email}, {"name", e.Name},
	} {
		if field.value == "" {
			return field.name
		}
	}
	return ""
}

func (e entry) person() provider.Person {
	public := e.Username != ""
	if e.PublicProfile != nil {
		public = *e.PublicProfile
	}
	return provider.Person{
		Login: e.Login, Password: e.Password, Email: e.Email, EmailVerified: e.EmailVerified,
		Name: e.Name, GivenName: e.GivenName, FamilyName: e.FamilyName,
		Username: e.Username, Nickname: e.Nickname, Picture: e.Picture,
		Groups: e.Groups, Roles: e.Roles, Claims: e.Claims, PublicProfile: public,
	}
}
