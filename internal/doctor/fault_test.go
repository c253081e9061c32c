package doctor_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor"
	"gonogo/internal/stack/fault"
)

// faults are the failures of a provider that its endpoints show without a person.
func faults() map[fault.Fault]string {
	return map[fault.Fault]string{
		{Endpoint: fault.Host, Kind: fault.Refused}: "provider-unreachable",
		{Endpoint: fault.Host, Kind: fault.Reset}:   "provider-unreachable",
		{Endpoint: fault.Host, Kind: fault.Silent}:  "provider-unreachable",
		{Endpoint: fault.Host, Kind: fault.Failing}: "authorize-endpoint-failing",

		{Endpoint: fault.Authorize, Kind: fault.Refused}:       "authorize-endpoint-down",
		{Endpoint: fault.Authorize, Kind: fault.Silent}:        "authorize-endpoint-down",
		{Endpoint: fault.Authorize, Kind: fault.Failing}:       "authorize-endpoint-failing",
		{Endpoint: fault.Authorize, Kind: fault.NotFound}:      "authorize-path-wrong",
		{Endpoint: fault.Authorize, Kind: fault.LoginRequired}: "login-required",
		{Endpoint: fault.Authorize, Kind: fault.ServerError}:   "provider-error",

		{Endpoint: fault.Token, Kind: fault.Refused}:     "token-endpoint-down",
		{Endpoint: fault.Token, Kind: fault.Reset}:       "token-endpoint-down",
		{Endpoint: fault.Token, Kind: fault.Silent}:      "token-endpoint-slow",
		{Endpoint: fault.Token, Kind: fault.Failing}:     "token-endpoint-failing",
		{Endpoint: fault.Token, Kind: fault.FailingJSON}: "token-endpoint-failing",
		{Endpoint: fault.Token, Kind: fault.NotFound}:    "token-path-wrong",
		{Endpoint: fault.Token, Kind: fault.HTML}:        "token-answer-not-json",
		{Endpoint: fault.Token, Kind: fault.Empty}:       "token-answer-not-json",
		{Endpoint: fault.Token, Kind: fault.Malformed}:   "token-answer-not-json",
		{Endpoint: fault.Token, Kind: fault.ErrorIn200}:  "token-answer-error",

		{Endpoint: fault.UserInfo, Kind: fault.Refused}:   "identity-endpoint-down",
		{Endpoint: fault.UserInfo, Kind: fault.Silent}:    "identity-endpoint-slow",
		{Endpoint: fault.UserInfo, Kind: fault.Failing}:   "identity-endpoint-failing",
		{Endpoint: fault.UserInfo, Kind: fault.NotFound}:  "identity-path-wrong",
		{Endpoint: fault.UserInfo, Kind: fault.HTML}:      "identity-answer-not-json",
		{Endpoint: fault.UserInfo, Kind: fault.Empty}:     "identity-answer-not-json",
		{Endpoint: fault.UserInfo, Kind: fault.Malformed}: "identity-answer-not-json",
	}
}

func TestFailuresOfProviders(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"clavex", "authentik", "encvoy", "entra", "miniorange"} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			w := open(t, id, "7.1.0", nil)
			w.mend(t)
			for f, want := range faults() {
				w.shows(t, f, want)
			}
			way, ok := w.configured.Value("token_sent_via")
			if ok && way == "header" {
				w.shows(t, fault.Fault{Endpoint: fault.Token, Kind: fault.BasicRefused}, "token-way-refused")
			} else {
				w.shows(t, fault.Fault{Endpoint: fault.Token, Kind: fault.PostRefused}, "token-way-refused")
			}
			if id == "authentik" {
				w.shows(t, fault.Fault{Endpoint: fault.UserInfo, Kind: fault.QueryRefused}, "identity-way-refused")
			}
			require.Empty(t, w.examine(t, nil).Findings)
		})
	}
}

// shows plants a failure, examines and mends it.
func (w world) shows(t *testing.T, f fault.Fault, want string) {
	t.Helper()
	planted, err := w.Plant(t.Context(), f)
	require.NoError(t, err)
	report := w.examine(t, func(c *doctor.Case) { c.Patience = 400 * time.Millisecond })
	require.NoError(t, planted.Mend(t.Context()))
	require.Equal(t, []string{want}, causes(report), "%s: %v", f, report.Findings)
	requireComplete(t, report)
	require.NotContains(t, fmt.Sprint(report), "access_token=")
}
