package trial_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
	"gonogo/internal/stack/fault"
)

// named are the causes of the faults that every provider can have.
func named() map[fault.Fault]diagnosis.Cause {
	at := func(endpoint string, kind fault.Kind) fault.Fault { return fault.Fault{Endpoint: endpoint, Kind: kind} }
	return map[fault.Fault]diagnosis.Cause{
		at(fault.Authorize, fault.Refused):       diagnosis.ProviderUnreachable,
		at(fault.Authorize, fault.Reset):         diagnosis.AuthorizeDown,
		at(fault.Authorize, fault.Silent):        diagnosis.AuthorizeDown,
		at(fault.Authorize, fault.Failing):       diagnosis.AuthorizeFailing,
		at(fault.Authorize, fault.LoginRequired): diagnosis.LoginRequired,
		at(fault.Authorize, fault.ServerError):   diagnosis.ProviderError,
		at(fault.Token, fault.Refused):           diagnosis.TokenDown,
		at(fault.Token, fault.Reset):             diagnosis.TokenDown,
		at(fault.Token, fault.Silent):            diagnosis.TokenSlow,
		at(fault.Token, fault.Failing):           diagnosis.TokenFailing,
		at(fault.Token, fault.FailingJSON):       diagnosis.TokenFailing,
		at(fault.Token, fault.NotFound):          diagnosis.TokenPathWrong,
		at(fault.Token, fault.HTML):              diagnosis.TokenNotJSON,
		at(fault.Token, fault.Empty):             diagnosis.TokenNotJSON,
		at(fault.Token, fault.Malformed):         diagnosis.TokenNotJSON,
		at(fault.Token, fault.ErrorIn200):        diagnosis.TokenError,
		at(fault.Token, fault.NoAccessToken):     diagnosis.TokenMissing,
		at(fault.UserInfo, fault.Refused):        diagnosis.IdentityDown,
		at(fault.UserInfo, fault.Reset):          diagnosis.IdentityDown,
		at(fault.UserInfo, fault.Silent):         diagnosis.IdentitySlow,
		at(fault.UserInfo, fault.Failing):        diagnosis.IdentityFailing,
		at(fault.UserInfo, fault.FailingJSON):    diagnosis.IdentityFailing,
		at(fault.UserInfo, fault.NotFound):       diagnosis.IdentityPathWrong,
		at(fault.UserInfo, fault.HTML):           diagnosis.IdentityNotJSON,
		at(fault.UserInfo, fault.Empty):          diagnosis.IdentityNotJSON,
		at(fault.UserInfo, fault.Malformed):      diagnosis.IdentityNotJSON,
		at(fault.UserInfo, fault.NoID):           diagnosis.IdentityWithoutID,
	}
}

// byWay are the faults that hinder one way of sending, with the settings for it.
func byWay() map[fault.Fault]map[string]any {
	return map[fault.Fault]map[string]any{
		{Endpoint: fault.Token, Kind: fault.BasicRefused}:    {"token_sent_via": "header", "identity_token_sent_via": "header"},
		{Endpoint: fault.Token, Kind: fault.PostRefused}:     {"token_sent_via": "payload", "identity_token_sent_via": "header"},
		{Endpoint: fault.UserInfo, Kind: fault.QueryRefused}: {"identity_token_sent_via": "payload"},
	}
}

// Every fault at every provider has its name, and nothing is left of it once it
// is mended.
func TestFaultsAreNamed(t *testing.T) {
	t.Parallel()
	for _, id := range guide.IDs() {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			w := open(t, id, "8.9.0")
			for f, want := range named() {
				w.suffers(t, f, want)
			}
			for f, settings := range byWay() {
				w.set(t, settings)
				want := diagnosis.TokenWayRefused
				if f.Endpoint == fault.UserInfo {
					want = diagnosis.IdentityWayRefused
				}
				w.suffers(t, f, want)
			}
		})
	}
}

func (w *world) suffers(t *testing.T, f fault.Fault, want diagnosis.Cause) {
	t.Helper()
	planted, err := w.Plant(t.Context(), f)
	require.NoError(t, err, f)
	mended := false
	mend := func() {
		if !mended {
			mended = true
			require.NoError(t, planted.Mend(context.WithoutCancel(t.Context())))
		}
	}
	t.Cleanup(mend)
	c := w.makeCase(t)
	c.Limit = 500 * time.Millisecond
	causes, findings, got := try(t, c)
	assert.Equal(t, []string{string(want)}, causes, "%s: %v %+v", f, findings, got)
	mend()
}
