package control_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider/control"
	"gonogo/internal/stack/fault"
)

// frail is an emulator that can fail.
type frail struct {
	*recorder
	*fault.Layer
}

func TestFailuresArePlantedAndMendedFromOutside(t *testing.T) {
	t.Parallel()
	e := frail{&recorder{}, fault.NewLayer(http.NotFoundHandler())}
	_, c := serve(t, e)
	status := func(path string) int {
		w := httptest.NewRecorder()
		e.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Code
	}
	paths := fault.Paths{Token: "/acme/token"}
	p, err := c.Plant(t.Context(), fault.Fault{Endpoint: fault.Token, Kind: fault.Failing}, paths)
	require.NoError(t, err)
	require.Nil(t, p.Settings)
	other, err := c.Plant(t.Context(), fault.Fault{Endpoint: fault.Token, Kind: fault.HTML}, paths)
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, status("/acme/token"))
	assert.Equal(t, http.StatusNotFound, status("/acme/userinfo"))
	require.NoError(t, other.Mend(t.Context()))
	assert.Equal(t, http.StatusInternalServerError, status("/acme/token"))
	require.NoError(t, p.Mend(t.Context()))
	require.NoError(t, p.Mend(t.Context()))
	assert.Equal(t, http.StatusNotFound, status("/acme/token"))
}

func TestWhatCannotBePlantedFromOutsideIsTold(t *testing.T) {
	t.Parallel()
	untrusted := fault.Fault{Kind: fault.Untrusted}
	_, c := serve(t, frail{&recorder{}, fault.NewLayer(http.NotFoundHandler())})
	_, err := c.Plant(t.Context(), untrusted, fault.Paths{})
	var cannot *fault.CannotError
	require.ErrorAs(t, err, &cannot)
	assert.Equal(t, fault.CannotError{Fault: untrusted, Reason: "the certificate is shown before the provider's handler is asked"}, *cannot)

	_, c = serve(t, &recorder{})
	_, err = c.Plant(t.Context(), untrusted, fault.Paths{})
	require.EqualError(t, err, "planting a failure (untrusted everywhere) at the emulated clavex: this emulator cannot fail (422)")
}

var _ control.Breaker = frail{}
