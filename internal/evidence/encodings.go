package evidence

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// encodings lists the forms in which a value may be carried: itself, in base64
// and hexadecimal, its SHA-256 (which logs in to Rocket.Chat as the password
// does). Escaping is undone before they are looked for, see [views].
func encodings(value string) []string {
	bytes := []byte(value)
	sum := sha256.Sum256(bytes)
	forms := append(base64Forms(bytes), value)
	for _, digits := range []string{hex.EncodeToString(bytes), hex.EncodeToString(sum[:])} {
		forms = append(forms, digits, strings.ToUpper(digits))
	}
	return forms
}

// base64Forms lists the value in both alphabets, padded and not, and the part
// of it that is the same wherever it stands within something longer, as a
// secret does in Basic credentials.
func base64Forms(value []byte) []string {
	var forms []string
	for _, e := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		raw := e.WithPadding(base64.NoPadding)
		forms = append(forms, e.EncodeToString(value), raw.EncodeToString(value))
		for before := range 3 {
			padded := append(make([]byte, before), value...)
			text := raw.EncodeToString(padded)
			first := (before*8 + 5) / 6  // characters that hold bits of what stands before
			whole := len(padded) * 8 / 6 // characters that hold nothing but the value
			if core := text[first:whole]; len(core) >= 2*shortest {
				forms = append(forms, core)
			}
		}
	}
	return forms
}
