package doctor

import (
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
)

// judgeDifferences reports the settings that are not as the guide says and that
// explain no failure that was found.
func (e *examination) judgeDifferences() {
	told := map[string]bool{}
	for _, f := range e.report.Findings {
		for _, suffix := range settles(f.Cause) {
			told[suffix] = true
		}
	}
	for _, w := range e.wanted.service {
		if w.suffix == "url" && e.slashTaken {
			continue
		}
		if e.differs(w.suffix) && !told[w.suffix] && !e.sameAddress(w.suffix) {
			e.differ(w, e.service.SettingID(w.suffix), e.config.values[w.suffix])
		}
	}
	for _, w := range e.wanted.workspace {
		if found, read := e.public[w.suffix]; read && found != w.value {
			e.differ(w, w.suffix, found)
		}
	}
}

// differ reports one difference: a note where nobody is stopped by it, or where
// the guide's value is the reader's to choose.
func (e *examination) differ(w want, id string, found any) {
	label := w.statement.Label
	if label == "" {
		label = w.suffix
	}
	if cosmetic(w.suffix) || w.open || e.Elsewhere && slices.Contains([]string{"url", "id"}, w.suffix) {
		e.note("%s is %s; the guide %s has %s", label, shown(found), e.Guide.ID, shown(w.value))
		return
	}
	f := diagnosis.Finding{
		Cause: diagnosis.SettingDiffers, Where: id, Found: shown(found), Wanted: shown(w.value),
		Statement: w.statement.ID, Quote: w.statement.Quote,
		Problem: fmt.Sprintf("%s is not as the guide says.", label),
		Fix:     fmt.Sprintf("Set %s to %s.", label, shown(w.value)),
	}
	e.report.Findings = append(e.report.Findings, f)
}

// sameAddress tells whether a path setting leads where the guide's does, written
// otherwise.
func (e *examination) sameAddress(suffix string) bool {
	return strings.HasSuffix(suffix, "_path") && e.config.endpoint(suffix) == e.wanted.endpoint(suffix, e.config.modern)
}

// cosmetic tells whether a setting only changes how the button looks.
func cosmetic(suffix string) bool { return strings.HasPrefix(suffix, "button_") }

// shown prints a value as an administrator reads it.
func shown(value any) string {
	switch v := value.(type) {
	case bool:
		if v {
			return "on"
		}
		return "off"
	case string:
		return fmt.Sprintf("%q", v)
	}
	return fmt.Sprint(value)
}

// settles are the settings whose difference a finding has told already.
func settles(c diagnosis.Cause) []string {
	switch c {
	case diagnosis.ServiceDisabled:
		return []string{"", "show_button"}
	case diagnosis.ButtonHidden:
		return []string{"show_button"}
	case diagnosis.URLWrong, diagnosis.URLTrailingSlash, diagnosis.ProviderUnreachable:
		return []string{"url"}
	case diagnosis.AuthorizePathWrong:
		return []string{"authorize_path"}
	case diagnosis.TokenPathWrong:
		return []string{"token_path"}
	case diagnosis.IdentityPathWrong:
		return []string{"identity_path"}
	case diagnosis.ClientUnknown:
		return []string{"id"}
	case diagnosis.ScopeRefused:
		return []string{"scope"}
	case diagnosis.TokenWayRefused:
		return []string{"token_sent_via"}
	case diagnosis.IdentityWayRefused:
		return []string{"identity_token_sent_via", "token_sent_via"}
	case diagnosis.StyleAddsClose, diagnosis.PopupCut:
		return []string{"login_style"}
	case diagnosis.UsernameTaken, diagnosis.AccountConflict:
		return []string{"merge_users", "merge_users_distinct_services", "key_field"}
	case diagnosis.UsernameMissing:
		return []string{"username_field"}
	case diagnosis.EmailMissing:
		return []string{"email_field"}
	case diagnosis.PictureMissing, diagnosis.PictureUnreachable:
		return []string{"avatar_field"}
	}
	return nil
}

// labelled is the label of a setting as the guide prints it, else as the pages do.
func (e *examination) labelled(suffix, byDefault string) string {
	if w, ok := e.wanted.of(suffix); ok && w.statement.Label != "" {
		return w.statement.Label
	}
	return byDefault
}

// topic is what guides are asked about for a setting of the service.
func topic(suffix string) guide.Topic { return guide.Topic(strings.ReplaceAll(suffix, "_", "-")) }
