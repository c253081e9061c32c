package emulator_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/emulator"
)

// A state is the client's own business: it comes back as it was sent, however
// short, and not at all where none was sent.
func TestStateIsEchoedWhateverItsLength(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		for _, sent := range []string{"x", "1234567", ""} {
			s := open(t, u.id, u.path, emulator.Options{}, alice())
			b := newBrowser(t)
			p := u.signIn(b, b.get(s.request(u, "state", sent)), s.person.Login, s.person.Password)
			require.NotNil(t, p.callback, "no callback with the state %q, but %d %s", sent, p.status, p.body)
			assert.Equal(t, sent, p.callback.Query().Get("state"))
			assert.Equal(t, sent != "", p.callback.Query().Has("state"))
			assert.NotEmpty(t, p.callback.Query().Get("code"), "state %q", sent)
		}
	})
}
