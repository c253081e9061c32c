package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"gonogo/fixtures"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// read looks at everything in Rocket.Chat that the judgements need.
func (e *examination) read(ctx context.Context) error {
	if err := e.readRelease(ctx); err != nil {
		return err
	}
	if err := e.readWorkspace(ctx); err != nil {
		return err
	}
	if err := e.readService(ctx); err != nil {
		return err
	}
	return e.readWanted()
}

// readRelease asks for the version, which also tells whether this is a
// Rocket.Chat at all.
func (e *examination) readRelease(ctx context.Context) error {
	info, err := e.chat.Info(ctx)
	var refused *rocketchat.Error
	if errors.As(err, &refused) {
		return fmt.Errorf("%s/api/info answered with status %d; is this the address of a Rocket.Chat server?", e.URL, refused.Status)
	}
	if err != nil {
		return fmt.Errorf("asking %s for its version: %w", e.URL, err)
	}
	if e.Release != nil {
		e.release, e.report.Release = *e.Release, e.Release.Version
		return nil
	}
	if info.Version == "" {
		return fmt.Errorf("%s/api/info names no version; is this the address of a Rocket.Chat server?", e.URL)
	}
	e.report.Release = info.Version
	version := info.Version
	if strings.Count(version, ".") == 1 {
		version = e.lastPatch(version)
	}
	catalogue, err := release.Load(fixtures.Files)
	if err != nil {
		return err
	}
	e.release, err = catalogue.Resolve(version)
	return err
}

// lastPatch stands for the patches of a minor version that a stranger is told:
// bugs of single patches are not held against the others.
func (e *examination) lastPatch(minor string) string {
	e.unseen("which patch of Rocket.Chat %s runs, and so the bugs of single patches (no administrator's credentials)", minor)
	return minor + ".99"
}

// readWorkspace reads the settings that everybody may read and, as the
// administrator, the private ones.
func (e *examination) readWorkspace(ctx context.Context) error {
	values, err := e.chat.PublicSettings(ctx, publicSettings()...)
	if err != nil {
		return fmt.Errorf("reading the public settings of %s: %w", e.URL, err)
	}
	for id, value := range values {
		e.public[id] = value
	}
	for _, id := range privateSettings() {
		if err := e.readPrivate(ctx, id); err != nil {
			return err
		}
	}
	if e.Admin == nil {
		e.unseen("private settings of the workspace, among them whether new people are asked for a code by e-mail (no administrator's credentials)")
	}
	return nil
}

// readPrivate reads one setting as the administrator. An account that may not is
// examined with as a stranger is.
func (e *examination) readPrivate(ctx context.Context, id string) error {
	if e.Admin == nil {
		return nil
	}
	value, err := e.Admin.Setting(ctx, id)
	var refused *rocketchat.Error
	switch {
	case errors.As(err, &refused) && (refused.Status == http.StatusForbidden || refused.Status == http.StatusUnauthorized):
		e.unseen("what only administrators may read: the account that was given may not (%s)", refused.Error())
		e.Admin = nil
		return nil
	case errors.As(err, &refused) && refused.Status == http.StatusBadRequest:
		return nil // the release has no such setting (§2.1)
	case err != nil:
		return fmt.Errorf("reading the setting %s of %s: %w", id, e.URL, err)
	}
	e.public[id] = value
	return nil
}

// on tells whether a setting of the workspace was read and is switched on.
func (e *examination) on(id string) bool { return e.public[id] == true }

// off tells whether it was read and is switched off.
func (e *examination) off(id string) bool { return e.public[id] == false }

// text is a setting of the workspace as text; empty if it was not read.
func (e *examination) text(id string) string {
	text, _ := e.public[id].(string)
	return text
}

// publicSettings are those that judgements rest on (§2.6, §8, §14.3).
func publicSettings() []string {
	return []string{
		siteURL, manualApproval, allowedDomains, serviceRegistration, ldapEnabled, twoFactor, emailCode, emailCodeForOAuth,
		restForDDP, avatarChange, modernFlow, showForm,
		"Accounts_AllowRealNameChange", "Accounts_AllowUsernameChange", "Accounts_AllowEmailChange",
		"Accounts_AllowPasswordChangeForOAuthUsers", "Accounts_RegistrationForm",
	}
}

// privateSettings are those that only administrators may read.
func privateSettings() []string { return []string{emailCodeOptIn, verifyExternal} }

// Settings of the workspace.
const (
	siteURL             = "Site_Url"
	manualApproval      = "Accounts_ManuallyApproveNewUsers"
	allowedDomains      = "Accounts_AllowedDomainsList"
	serviceRegistration = "Accounts_Registration_AuthenticationServices_Enabled"
	ldapEnabled         = "LDAP_Enable"
	twoFactor           = "Accounts_TwoFactorAuthentication_Enabled"
	emailCode           = "Accounts_TwoFactorAuthentication_By_Email_Enabled"
	emailCodeOptIn      = "Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In"
	emailCodeForOAuth   = "Accounts_twoFactorAuthentication_email_available_for_OAuth_users"
	verifyExternal      = "Accounts_Verify_Email_For_External_Accounts"
	restForDDP          = "API_Use_REST_For_DDP_Calls"
	avatarChange        = "Accounts_AllowUserAvatarChange"
	modernFlow          = "Accounts_OAuth_Use_Modern_Flow"
	showForm            = "Accounts_ShowFormLogin"
)
