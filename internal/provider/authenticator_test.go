package provider_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
)

// RFC 6238, appendix B, cut to six digits: the secret is "12345678901234567890".
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	t.Parallel()
	a := provider.Authenticator("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
	for at, want := range map[int64]string{59: "287082", 1111111109: "081804", 2000000000: "279037"} {
		code, err := a.Code(time.Unix(at, 0))
		require.NoError(t, err)
		assert.Equal(t, want, code)
	}
}

func TestAuthenticatorsAreNotPrinted(t *testing.T) {
	t.Parallel()
	a := provider.NewAuthenticator()
	assert.NotEqual(t, a, provider.NewAuthenticator())
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		assert.NotContains(t, fmt.Sprintf(verb, provider.Person{Login: "ada", Authenticator: a}), string(a))
		assert.NotContains(t, fmt.Sprintf(verb, a), string(a))
	}
	_, err := provider.Authenticator("not base32!").Code(time.Now())
	require.EqualError(t, err, "the secret of an authenticator is not readable")
}
