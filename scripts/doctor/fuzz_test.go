package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Whatever is typed on the command line becomes a case or one sentence, and no
// secret of the environment gets into it.
func FuzzCommandLine(f *testing.F) {
	f.Add("https://chat.test", "https://id.test", "ada", "JBSW Y3DP", "Clavex")
	f.Add("", "", "", "", "")
	f.Add("https://[::1", "https://%zz", "-\n", "\x00not base32", "\n")
	f.Add("{tenant}", "https://id.test:x", "ada\r\nX: y", "=", "--json")
	f.Add("https://chat.test///", "//id.test", "@", "0", "é")
	f.Fuzz(func(t *testing.T, address, provider, person, totp, service string) {
		const password = "planted-passw0rd"
		env := map[string]string{"GONOGO_PERSON_PASSWORD": password, "GONOGO_PERSON_TOTP": totp}
		var out bytes.Buffer
		p := process{func(name string) string { return env[name] }, &out, &out}
		f, _, err := p.parse([]string{"-url", address, "-provider=" + provider, "-person=" + person, "-service=" + service, "-guide", "clavex"})
		if err == nil {
			_, err = p.newCase(f)
		}
		said := out.String()
		if err != nil {
			said += err.Error()
			assert.NotContains(t, strings.TrimSpace(err.Error()), "\n", "one sentence")
		}
		assert.NotContains(t, said, password)
		if len(totp) > 8 && !strings.Contains(address+provider+person+service, totp) {
			assert.NotContains(t, said, totp)
		}
	})
}
