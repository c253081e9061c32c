package identity_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/rocketchat/identity"
)

func decode(t *testing.T, text string) map[string]any {
	t.Helper()
	var v map[string]any
	require.NoError(t, json.Unmarshal([]byte(text), &v))
	return v
}

func TestNormaliserFindsTheID(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ raw, want string }{
		"sub":                           {`{"sub":"s"}`, `{"sub":"s","id":"s"}`},
		"numbers stay numbers":          {`{"sub":4711}`, `{"sub":4711,"id":4711}`},
		"id beats sub":                  {`{"id":"i","sub":"s"}`, `{"id":"i","sub":"s"}`},
		"_id beats sub":                 {`{"_id":"u","sub":"s"}`, `{"_id":"u","sub":"s","id":"u"}`},
		"result replaces all":           {`{"_id":"u","x":1,"result":{"sub":"s"}}`, `{"sub":"s","id":"s"}`},
		"result is not unwrapped twice": {`{"result":{"_id":"u"}}`, `{"_id":"u"}`},
		"ID before user_id":             {`{"ID":3,"user_id":"a"}`, `{"ID":3,"user_id":"a","id":3}`},
		"user_id before sub":            {`{"user_id":"a","sub":"s"}`, `{"user_id":"a","sub":"s","id":"a"}`},
		"CharacterID":                   {`{"CharacterID":9,"CharacterName":"Eve"}`, `{"CharacterID":9,"CharacterName":"Eve","id":9,"name":"Eve"}`},
		"Dataporten":                    {`{"user":{"userid":"u","userid_sec":["f"],"email":"a@b"}}`, `{"user":{"userid":"u","userid_sec":["f"],"email":"a@b"},"id":"f","email":"a@b"}`},
		"XenForo":                       {`{"user":{"user_id":5,"user_email":"a@b"}}`, `{"user":{"user_id":5,"user_email":"a@b"},"id":5,"email":"a@b"}`},
		"Phabricator before OIDC":       {`{"phid":"p","sub":"s"}`, `{"phid":"p","sub":"s","id":"p"}`},
		"OpenShift":                     {`{"metadata":{"uid":"m"},"fullName":"F"}`, `{"metadata":{"uid":"m"},"fullName":"F","id":"m","name":"F"}`},
		"userid after sub":              {`{"userid":"u","sub":"s"}`, `{"userid":"u","sub":"s","id":"s"}`},
		"Nextcloud":                     {`{"ocs":{"data":{"id":"n","displayname":"D","email":"e"}}}`, `{"ocs":{"data":{"id":"n","displayname":"D","email":"e"}},"id":"n","name":"D","email":"e"}`},
		"Meteor addresses":              {`{"sub":"s","emails":[{"address":"a@b"}]}`, `{"sub":"s","id":"s","email":"a@b","emails":[{"address":"a@b"}]}`},
		"data is no envelope":           {`{"data":{"id":"i"}}`, `{"data":{"id":"i"}}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := identity.Normalise(decode(t, c.raw), identity.Config{})
			require.NoError(t, err)
			require.Empty(t, cmp.Diff(decode(t, c.want), got))
		})
	}
}

// The claims of observed §A.
const alice = `{"sub":"1","preferred_username":"alice","email":"alice@rocket.test","name":"Alice Mock",
	"given_name":"Alice","profile":{"nick":"al"},"emails":[{"value":"first@x"}],"n":7,"zero":0,"empty":"","nil":null,"flag":true}`

func TestUsernameField(t *testing.T) {
	t.Parallel()
	const failed = "CustomOAuth: Failed to extract username"
	for field, want := range map[string]any{
		"preferred_username":                "alice",
		"profile.nick":                      "al",
		"emails.0.value":                    "first@x",
		"emails.00.value":                   failed,
		"emails.1.value":                    failed,
		"n":                                 float64(7),
		"zero":                              failed,
		"empty":                             failed,
		"nil":                               failed,
		"missing":                           failed,
		"sub.deeper":                        failed,
		"/^(.+)@/::email":                   failed, // no braces: a path
		"{{/^(.+)@/::email}}":               "alice",
		"{{/^.+@/::email}}":                 "undefined", // no capture group
		"{{/^(x)/::email}}":                 "undefined",
		"{{/^(.+)$/::missing}}":             "undefined",
		"{{/(/::email}}":                    failed, // not a pattern
		"{{given_name}}.{{family_name}}":    "Alice.undefined",
		"{{family_name}}.{{family_name}}":   "undefined.undefined",
		"x-{{n}}-{{flag}}-{{nil}}":          "x-7-true-null",
		"{{profile}}{{emails}}":             "[object Object][object Object]",
		"{{given_name}":                     failed, // unfinished chunk: a path
		"{{given_name}}@{{/@(.+)/::email}}": "Alice@rocket.test",
	} {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			got, err := identity.Normalise(decode(t, alice), identity.Config{UsernameField: field})
			if want == failed {
				require.EqualError(t, err, failed)
				return
			}
			require.NoError(t, err)
			require.Equal(t, want, got["username"])
		})
	}
}

func TestOtherFields(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config identity.Config
		key    string
		want   any // nil: absent
		err    string
	}{
		"email mapped":             {identity.Config{EmailField: "emails.0.value"}, "email", "first@x", ""},
		"email missing":            {identity.Config{EmailField: "mail"}, "", nil, "CustomOAuth: Failed to extract email"},
		"email not mapped":         {identity.Config{}, "email", "alice@rocket.test", ""},
		"username comes first":     {identity.Config{UsernameField: "x", EmailField: "y"}, "", nil, "CustomOAuth: Failed to extract username"},
		"avatar missing":           {identity.Config{AvatarField: "picture"}, "avatarUrl", nil, ""},
		"name missing":             {identity.Config{NameField: "nothing"}, "name", "Alice Mock", ""},
		"name template":            {identity.Config{NameField: "{{given_name}} M."}, "name", "Alice M.", ""},
		"bad pattern for a name":   {identity.Config{NameField: "{{/(/::name}}"}, "", nil, "CustomOAuth: Failed to extract custom name"},
		"bad pattern for a avatar": {identity.Config{AvatarField: "{{/(/::name}}"}, "", nil, "CustomOAuth: Failed to extract avatar url"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := identity.Normalise(decode(t, alice), c.config)
			if c.err != "" {
				require.EqualError(t, err, c.err)
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.want, got[c.key])
		})
	}
}

func TestNameFallsBackToTheMappedUsername(t *testing.T) {
	t.Parallel()
	got, err := identity.Normalise(decode(t, `{"sub":"1","login":"alice"}`), identity.Config{UsernameField: "login", NameField: "name"})
	require.NoError(t, err)
	require.Equal(t, "alice", got["name"])
}

func TestDotsInPropertyNamesAreReplaced(t *testing.T) {
	t.Parallel()
	raw := decode(t, `{"sub":"1","https://x.y/roles":["a.b"],"a.b":{"c.d":[{"e.f":1}]}}`)
	got, err := identity.Normalise(raw, identity.Config{})
	require.NoError(t, err)
	want := decode(t, `{"sub":"1","id":"1","https://x_y/roles":["a.b"],"a_b":{"c_d":[{"e_f":1}]}}`)
	require.Empty(t, cmp.Diff(want, got))
	require.Contains(t, raw, "a.b", "the input is left as it is")
}

func TestNumbersPrintAsInJavaScript(t *testing.T) {
	t.Parallel()
	for f, want := range map[float64]string{4711: "4711", 1.5: "1.5", 1e20: "100000000000000000000", 1e21: "1e+21", 1.5e-7: "1.5e-7", -3: "-3"} {
		require.Equal(t, want, identity.Text(f))
	}
}
