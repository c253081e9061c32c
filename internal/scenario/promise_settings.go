package scenario

import (
	"context"
	"fmt"
	"strings"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// ServiceSetting is a setting that custom OAuth services have.
type ServiceSetting struct {
	Suffix  string            // "token_path"; empty: the switch of the service
	Default any               // text or bool
	Since   release.Behaviour // empty: every release has it
}

// of keeps those that a release has.
func of(r release.Release, all []ServiceSetting) []ServiceSetting {
	var some []ServiceSetting
	for _, s := range all {
		if s.Since == "" || r.Has(s.Since) {
			some = append(some, s)
		}
	}
	return some
}

// ServiceHas checks that the guide's service has every one of the settings that
// the release has.
func (r *Run) ServiceHas(settings []ServiceSetting) {
	r.Step("the service "+r.configured.Service.Name+" has its settings", func(ctx context.Context) error {
		for _, s := range of(r.Release(), settings) {
			id := r.configured.Service.SettingID(s.Suffix)
			value, err := r.stack.Admin().Setting(ctx, id)
			if err != nil {
				return fmt.Errorf("reading %s: %w", id, err)
			}
			if fmt.Sprintf("%T", value) != fmt.Sprintf("%T", s.Default) {
				return differs("%s is a %T instead of a %T", id, value, s.Default)
			}
		}
		return nil
	})
}

// KeepsTheSettingsAsWritten checks that every setting that the guide names reads
// as it was written. Values are not quoted: one is the secret.
func (r *Run) KeepsTheSettingsAsWritten() {
	r.Check("Rocket.Chat keeps the guide's settings as written", func(ctx context.Context) error {
		for _, s := range r.configured.Settings {
			value, err := r.stack.Admin().Setting(ctx, s.ID)
			if err != nil {
				return fmt.Errorf("reading %s: %w", s.ID, err)
			}
			if value != s.Value {
				return differs("%s reads otherwise than it was written (statement %s)", s.ID, s.Statement)
			}
		}
		return nil
	})
}

// UnnamedSettingsHaveTheirDefaults checks the settings of the service that the
// guide does not name. Readers are told of those that it names and leaves as they are.
func (r *Run) UnnamedSettingsHaveTheirDefaults(settings []ServiceSetting) {
	var same []string
	r.Check("settings that the guide does not name have their defaults", func(ctx context.Context) error {
		for _, s := range of(r.Release(), settings) {
			id := r.configured.Service.SettingID(s.Suffix)
			if written, named := r.configured.Value(s.Suffix); named {
				if written == s.Default && r.isPrinted(id) {
					same = append(same, s.Suffix)
				}
				continue
			}
			value, err := r.stack.Admin().Setting(ctx, id)
			if err != nil {
				return fmt.Errorf("reading %s: %w", id, err)
			}
			if value != s.Default {
				return differs("%s is %#v instead of %#v", id, value, s.Default)
			}
		}
		return nil
	})
	if len(same) > 0 {
		r.Finding(guide.TopicDefaultsKept, "the guide says that it lists what differs from the defaults, and lists defaults too: "+strings.Join(same, ", "))
	}
}

// isPrinted is true of a setting whose value stands in the guide: no choice of
// gonogo's where the guide leaves it open.
func (r *Run) isPrinted(id string) bool {
	for _, written := range r.configured.Settings {
		for _, s := range r.Guide().Statements {
			if written.ID == id && written.Statement == s.ID {
				return !strings.Contains(s.Value, "{")
			}
		}
	}
	return false
}

// LoginServiceShows checks what people's browsers are told about the service.
func (r *Run) LoginServiceShows(field string, want any) {
	r.Check(fmt.Sprintf("the login service says %s: %v", field, want), func(ctx context.Context) error {
		service, err := r.loginService(ctx)
		if err == nil && service[field] != want {
			return differs("the login service says %s: %v", field, service[field])
		}
		return err
	})
}

// LoginServiceHidesTheSecret checks that nobody is told the client secret, under
// whatever name (§2.1).
func (r *Run) LoginServiceHidesTheSecret() {
	r.Check("the login service shows no client secret", func(ctx context.Context) error {
		service, err := r.loginService(ctx)
		if err != nil {
			return err
		}
		secret, err := r.stack.Admin().Setting(ctx, r.configured.Service.SettingID("secret"))
		if err != nil {
			return fmt.Errorf("reading the client secret: %w", err)
		}
		for field, value := range service {
			if value == secret || field == "secret" {
				return differs("the login service shows the client secret as %s", field)
			}
		}
		return nil
	})
}

// TellsItsEdition looks whether the workspace has a licence: whether the login
// service shows a roles claim that was written, which takes one (§1.2). The
// edition that the workspace does not have is unobserved.
func (r *Run) TellsItsEdition(claim string) {
	r.Step("the workspace tells its edition", func(ctx context.Context) error {
		service, err := r.loginService(ctx)
		switch {
		case err != nil:
			return err
		case !r.Release().Has(release.PremiumMapping):
			r.unobserved("the edition (nothing about custom OAuth takes a licence on this release)")
		case service["rolesClaim"] == claim:
			r.unobserved("the Community edition (this workspace has a licence)")
		default:
			r.unobserved("the Enterprise edition (this workspace has no licence)")
		}
		return nil
	})
}

// loginService is the guide's service as settings.oauth shows it.
func (r *Run) loginService(ctx context.Context) (rocketchat.Service, error) {
	services, err := r.stack.Admin().OAuthServices(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing the login services: %w", err)
	}
	for _, s := range services {
		if s["service"] == r.configured.Service.Key {
			return s, nil
		}
	}
	return nil, differs("nobody is offered the login service %s", r.configured.Service.Key)
}
