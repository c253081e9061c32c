package trial_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor/attempt"
	"gonogo/internal/doctor/trial"
	"gonogo/internal/stack/fault"
)

// Everything works from here, and Rocket.Chat's server has failed all the same.
func TestWhatTheServerSeesOtherwise(t *testing.T) {
	t.Parallel()
	t.Run("a certificate of a company's own", func(t *testing.T) {
		t.Parallel()
		c := open(t, "authentik", "8.9.0").makeCase(t)
		c.ServerFailed = true
		causes, _, got := try(t, c)
		assert.Equal(t, []string{"certificate-untrusted"}, causes)
		assert.Equal(t, trial.StageDone, got.Ended)
	})
	t.Run("no certificate", func(t *testing.T) {
		t.Parallel()
		c := open(t, "authentik", "8.9.0").makeCase(t)
		c.ServerFailed = true
		next := c.HTTP.Transport
		c.HTTP = &http.Client{Transport: bare{next}}
		causes, _, _ := try(t, c)
		assert.Equal(t, []string{"provider-unreachable"}, causes)
	})
	t.Run("what is found explains it", func(t *testing.T) {
		t.Parallel()
		c := open(t, "authentik", "8.9.0").makeCase(t)
		c.ServerFailed, c.ClientSecret = true, "Wr0ng-secret-2"
		causes, _, _ := try(t, c)
		assert.Equal(t, []string{"secret-wrong"}, causes)
	})
}

// A login that has just failed at the server, for the reason that is then named.
func TestACertificateThatOnlyTheServerDistrusts(t *testing.T) {
	t.Parallel()
	for _, version := range classes() {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			w := open(t, "authentik", version)
			w.set(t, map[string]any{"login_style": "popup"})
			planted, err := w.Plant(t.Context(), fault.Fault{Endpoint: fault.Host, Kind: fault.Untrusted})
			require.NoError(t, err)
			in, record := w.logsIn(t)
			require.False(t, in)
			require.Empty(t, attempt.Diagnose(record, attempt.Circumstances{Guide: w.Guide(), Release: w.Release(), Enabled: attempt.On}))
			c := w.makeCase(t)
			c.ServerFailed = attempt.Read(record).Failed == attempt.StageCallback
			causes, _, _ := try(t, c)
			assert.Equal(t, []string{"certificate-untrusted"}, causes)
			require.NoError(t, planted.Mend(t.Context()))
			in, _ = w.logsIn(t)
			assert.True(t, in)
		})
	}
}

// bare hides how the connection is secured, as one without TLS would be.
type bare struct{ http.RoundTripper }

// RoundTrip satisfies [http.RoundTripper].
func (b bare) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.RoundTripper.RoundTrip(r)
	if answer != nil {
		answer.TLS = nil
	}
	return answer, err
}

// A certificate that the doctor does not trust either ends the trial at once.
func TestCertificateThatNobodyTrusts(t *testing.T) {
	t.Parallel()
	for _, err := range []error{
		&tls.CertificateVerificationError{Err: errors.New("expired")}, x509.UnknownAuthorityError{},
	} {
		c := open(t, "authentik", "7.1.0").makeCase(t)
		c.HTTP = meddled(c.HTTP, "/token", fails(err))
		causes, _, _ := try(t, c)
		assert.Equal(t, []string{"certificate-untrusted"}, causes)
	}
}

// 6.3.0 sends the parameters of its token request in the query (#30003), which
// providers may refuse.
func TestParametersInTheQuery(t *testing.T) {
	t.Parallel()
	c := open(t, "authentik", "6.3.0").makeCase(t)
	c.HTTP = meddled(c.HTTP, "/token", refuseUnless(func(r *http.Request) bool { return r.URL.RawQuery == "" }))
	causes, _, _ := try(t, c)
	assert.Equal(t, []string{"release-bug"}, causes)
}

// A case that cannot be tried is an error that holds no secret.
func TestCasesThatCannotBeTried(t *testing.T) {
	t.Parallel()
	whole := open(t, "authentik", "7.1.0").makeCase(t)
	for name, change := range map[string]func(*trial.Case){
		"guide": func(c *trial.Case) { c.Guide = nil }, "service": func(c *trial.Case) { c.Service = nil },
		"person": func(c *trial.Case) { c.Person = trial.Person{} }, "redirect URI": func(c *trial.Case) { c.RedirectURI = "nowhere" },
	} {
		c := whole
		change(&c)
		_, _, err := trial.Diagnose(t.Context(), c)
		assert.ErrorContains(t, err, name)
		assert.NotContains(t, err.Error(), password)
	}
}
