package scenario

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/config"
	"gonogo/internal/evidence"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/stack"
)

// configuredStack is authentik's guide, followed on an embedded stack.
func configuredStack(t *testing.T, version string) *sharedStack {
	t.Helper()
	opener, err := stack.NewOpener(t.Context(), config.Config{Stack: "embedded"}, nil)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, opener.Close(context.WithoutCancel(t.Context()))) })
	g, err := guide.Load(fixtures.Files, "authentik")
	require.NoError(t, err)
	r, err := release.New(version)
	require.NoError(t, err)
	shared := &sharedStack{}
	shared.open(t.Context(), opener, g, r)
	require.NoError(t, shared.err)
	t.Cleanup(func() { require.NoError(t, shared.stack.Close(context.WithoutCancel(t.Context()))) })
	return shared
}

func runOn(t *testing.T, shared *sharedStack, s Scenario) *Run {
	t.Helper()
	r := newRun(t, t.Context(), s, evidence.NewRedactor())
	r.shared, r.stack, r.configured = shared, shared.stack, shared.configured
	return r
}

func setting(t *testing.T, shared *sharedStack, id string) any {
	t.Helper()
	value, err := shared.stack.Admin().Setting(t.Context(), id)
	require.NoError(t, err)
	return value
}

func TestSettingsOfTheWorkspaceAreChangedAloneAndPutBack(t *testing.T) {
	t.Parallel()
	shared := configuredStack(t, "7.1.0")
	r := runOn(t, shared, Scenario{
		Service:   map[string]any{"login_style": "popup"},
		Workspace: map[string]any{"Accounts_ManuallyApproveNewUsers": true, "Accounts_AllowEmailChange": true},
		Optional:  []guide.Topic{"allow-name-change", "registration-form"},
	})
	held, err := r.lockService()
	require.NoError(t, err)
	assert.False(t, shared.workspace.TryRLock(), "nobody else plays")
	for id, want := range map[string]any{
		"Accounts_ManuallyApproveNewUsers": true, "Accounts_AllowRealNameChange": false, "Accounts_RegistrationForm": "Disabled",
		"Accounts_OAuth_Custom-Authentik-login_style": "popup",
	} {
		assert.Equal(t, want, setting(t, shared, id), id)
	}
	require.NoError(t, held.restore())
	assert.False(t, shared.workspace.TryRLock(), "nobody else plays until people have left")
	held.release()
	assert.True(t, shared.workspace.TryLock(), "the lock is free again")
	for id, want := range map[string]any{
		"Accounts_ManuallyApproveNewUsers": false, "Accounts_AllowRealNameChange": true, "Accounts_RegistrationForm": "Public",
		"Accounts_OAuth_Custom-Authentik-login_style": "redirect",
	} {
		assert.Equal(t, want, setting(t, shared, id), id)
	}
}

func TestSettingsThatCannotBeWrittenChangeNothing(t *testing.T) {
	t.Parallel()
	shared := configuredStack(t, "7.1.0")
	for want, s := range map[string]Scenario{
		"reading the workspace's No_Such_Setting":                                                           {Workspace: map[string]any{"Accounts_AllowEmailChange": false, "No_Such_Setting": true}},
		`the guide authentik calls no setting on "login-style" optional that Rocket.Chat 7.1.0 has`:         {Optional: []guide.Topic{"login-style"}},
		"reading the service's no_such_suffix: GET /api/v1/settings/Accounts_OAuth_Custom-Authentik-no_suc": {Service: map[string]any{"no_such_suffix": true}, Workspace: map[string]any{"Accounts_AllowEmailChange": false}},
	} {
		_, err := runOn(t, shared, s).lockService()
		require.ErrorContains(t, err, want)
		assert.Equal(t, true, setting(t, shared, "Accounts_AllowEmailChange"), "what was written already is put back")
		require.True(t, shared.workspace.TryLock(), "the lock is free again")
		shared.workspace.Unlock()
		require.True(t, shared.service.TryLock(), "so is the service's")
		shared.service.Unlock()
	}
}
