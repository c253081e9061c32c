package doctor

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// config is a custom OAuth service as Rocket.Chat has it.
type config struct {
	shown  bool           // it is on: login pages know it
	exists bool           // its settings are there; only administrators can tell where it is off
	values map[string]any // by suffix of the setting; what nobody told is missing
	secret secret
	modern bool // the engine of 8.7 runs it (§3.2)
}

// secret is a client secret. It does not print itself.
type secret string

// String withholds it.
func (secret) String() string { return "(withheld)" }

// GoString withholds it from %#v.
func (s secret) GoString() string { return s.String() }

// text is a setting of the service as text.
func (c config) text(suffix string) string {
	text, _ := c.values[suffix].(string)
	return text
}

// endpoint is the address behind a path setting: absolute ones stand for
// themselves in the legacy engine only (§3.1, §3.2).
func (c config) endpoint(suffix string) string {
	return joined(c.text("url"), c.text(suffix), c.modern)
}

// joined is plain concatenation, as Rocket.Chat does it.
func joined(base, path string, modern bool) string {
	if !modern && absolute(path) {
		return path
	}
	return base + path
}

func absolute(path string) bool {
	return strings.HasPrefix(path, "http://") || strings.HasPrefix(path, "https://")
}

// identityWay is how the access token goes to the identity endpoint (§4.3).
func (c config) identityWay() string {
	if way := c.text("identity_token_sent_via"); way == "header" || way == "payload" {
		return way
	}
	return c.text("token_sent_via")
}

// tokenWay is how the client authenticates; the modern engine knows one (§4.7).
func (c config) tokenWay() string {
	if c.modern || c.text("token_sent_via") != "header" {
		return "payload"
	}
	return "header"
}

// readService reads the service from the list that everybody may read, and what
// that does not show from its settings.
func (e *examination) readService(ctx context.Context) error {
	services, err := e.chat.OAuthServices(ctx)
	if err != nil {
		return fmt.Errorf("reading the login services of %s: %w", e.URL, err)
	}
	e.config = config{values: map[string]any{}, modern: e.release.Has(release.ModernFlow) && e.on(modernFlow)}
	i := slices.IndexFunc(services, func(s rocketchat.Service) bool { return s["service"] == e.service.Key })
	if i >= 0 {
		e.config.shown, e.config.exists, e.shown = true, true, services[i]
		for _, suffix := range suffixes() {
			if value, ok := services[i][field(suffix)]; ok && !slices.Contains(licensed(e.release), suffix) {
				e.config.values[suffix] = value
			}
		}
	}
	return e.readSettings(ctx)
}

// readSettings reads what the list does not show: the secret, what a licence
// hides and, of a service that is off, everything.
func (e *examination) readSettings(ctx context.Context) error {
	if e.Admin == nil {
		e.unseen("the client secret, and whether the provider accepts it (no administrator's credentials)")
		return nil
	}
	names := append([]string{"", "secret"}, licensed(e.release)...)
	if !e.config.shown {
		names = append(names, suffixes()...)
	}
	for _, suffix := range names {
		id := e.service.SettingID(suffix)
		if err := e.readPrivate(ctx, id); err != nil {
			return err
		}
		value, there := e.public[id]
		delete(e.public, id)
		switch {
		case !there:
		case suffix == "secret":
			text, _ := value.(string)
			e.config.secret = secret(text)
		default:
			e.config.exists, e.config.values[suffix] = true, value
		}
	}
	return nil
}

// suffixes are the settings of a service, without enable and secret (§1.2).
func suffixes() []string {
	return []string{
		"url", "authorize_path", "token_path", "identity_path", "id", "token_sent_via", "identity_token_sent_via",
		"access_token_param", "scope", "login_style", "show_button", "key_field", "username_field", "email_field", "name_field", "avatar_field",
		"merge_users", "merge_users_distinct_services", "button_label_text", "button_label_color", "button_color",
		"channels_admin", "groups_channel_map", "roles_claim", "groups_claim", "map_channels", "merge_roles", "roles_to_sync",
	}
}

// licensed are the settings that read as their invalid value without a licence.
func licensed(r release.Release) []string {
	if !r.Has(release.PremiumMapping) {
		return nil
	}
	return []string{"roles_claim", "groups_claim", "map_channels", "merge_roles", "roles_to_sync"}
}

// field is the name of a setting in the list of services: the suffix in camel
// case but for three (§1.3).
func field(suffix string) string {
	switch suffix {
	case "url":
		return "serverURL"
	case "id":
		return "clientId"
	case "groups_channel_map":
		return "channelsMap"
	}
	words := strings.Split(suffix, "_")
	for i, word := range words[1:] {
		words[i+1] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, "")
}

// origin is scheme and host of an address, lower-case, without a standard port;
// empty for what is no address.
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Host)
	host = strings.TrimSuffix(host, map[string]string{"http": ":80", "https": ":443"}[u.Scheme])
	return u.Scheme + "://" + host
}
