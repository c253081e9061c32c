package identity_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/rocketchat/identity"
)

// Whatever a provider answers and a setting says becomes service data, always the
// same, that can be encoded and has no dots in its names; or one of the server's
// errors. The answer itself is left as it was.
func FuzzNormalise(f *testing.F) {
	for _, field := range []string{
		"preferred_username", "emails.0.value", "{{/^(.+)@/::email}}", "{{given_name}}.{{family_name}}", "{{/(/::name}}",
		"{{}}", "{{{{}}}}", "{{/::}}", "{{//::a}}", "..", "emails.-1", "emails.99999999999999999999", "{{/(a*)*$/::email}}", "{{/\xff/::n}}",
	} {
		f.Add([]byte(alice), field)
	}
	for _, raw := range []string{
		`{"a.b":1,"a_b":2,"sub":"s"}`, `{"result":{"result":{}}}`, `{"user":{"userid":1,"userid_sec":{}}}`, `{"ocs":[{"data":1}]}`,
		`{"emails":[null]}`, `{"emails":[{"address":{}}],"metadata":{"uid":[]}}`, `{"user":[],"user.name":[[[]]],"id":-0.0,"n":1e308}`, `{"":{"":{"":1}}}`,
	} {
		f.Add([]byte(raw), "{{a}}{{a.b}}")
		f.Add([]byte(raw), "")
	}
	f.Fuzz(func(t *testing.T, answer []byte, field string) {
		var raw, untouched map[string]any
		if json.Unmarshal(answer, &raw) != nil {
			return
		}
		require.NoError(t, json.Unmarshal(answer, &untouched))
		for _, c := range []identity.Config{
			{}, {UsernameField: field}, {EmailField: field}, {AvatarField: field}, {NameField: field},
		} {
			got, err := identity.Normalise(raw, c)
			require.Empty(t, cmp.Diff(untouched, raw), "the answer is left as it is")
			again, sameErr := identity.Normalise(raw, c)
			if err != nil {
				assert.Equal(t, err, sameErr)
				assert.Contains(t, err.Error(), "CustomOAuth: Failed to extract ")
				continue
			}
			require.Empty(t, cmp.Diff(got, again), "always the same")
			_, err = json.Marshal(got)
			require.NoError(t, err)
			for name := range got {
				assert.False(t, strings.Contains(name, "."), name)
			}
			for _, v := range got {
				_ = identity.Text(v)
			}
		}
	})
}
