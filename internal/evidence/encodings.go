package evidence

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf16"
)

// encodings lists the forms in which a value may stand in a text: itself, in
// base64 and hexadecimal, its SHA-256 (which logs in to Rocket.Chat as the
// password does), each as URLs, documents and scripts escape them, once or twice.
func encodings(value string) []string {
	bytes := []byte(value)
	sum := sha256.Sum256(bytes)
	forms := map[string]bool{value: true}
	for _, form := range append(base64Forms(bytes),
		hex.EncodeToString(bytes), strings.ToUpper(hex.EncodeToString(bytes)),
		hex.EncodeToString(sum[:]), strings.ToUpper(hex.EncodeToString(sum[:]))) {
		forms[form] = true
	}
	for range 2 {
		for form := range forms {
			for _, escape := range escapes() {
				forms[escape(form)] = true
			}
		}
	}
	list := make([]string, 0, len(forms))
	for form := range forms {
		list = append(list, form)
	}
	return list
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

// escapes are the ways to write a text inside a URL, JSON, JavaScript or HTML.
func escapes() []func(string) string {
	var ways []func(string) string
	const unreserved = "-_.~"
	for _, kept := range []string{"", unreserved, unreserved + "!*'()", unreserved + "!*'();,/?:@&=+$#", unreserved + "$&+:=@"} {
		ways = append(ways, percent(kept, "%%%02X", "%20"), percent(kept, "%%%02x", "%20"), percent(kept, "%%%02X", "+"))
	}
	for _, special := range []string{`"\`, `"\<>&`, `"\/`, `"\<>&'+/=`} {
		ways = append(ways, script(special, `\u%04x`, false), script(special, `\u%04x`, true),
			script(special, `\u%04X`, true), script(special, `\x%02x`, false))
	}
	for _, special := range []string{`&<>"'`, `&<>"'/`, "&<>\"'/+=`"} {
		for _, form := range []string{"&#%d;", "&#x%x;", "&#x%X;", ""} {
			ways = append(ways, markup(special, form, false), markup(special, form, true))
		}
	}
	return ways
}

// percent escapes all bytes but letters, digits and those kept.
func percent(kept, format, space string) func(string) string {
	return func(text string) string {
		var b strings.Builder
		for i := range len(text) {
			c := text[i]
			switch {
			case c == ' ':
				b.WriteString(space)
			case isAlphanumeric(c) || strings.IndexByte(kept, c) >= 0:
				b.WriteByte(c)
			default:
				fmt.Fprintf(&b, format, c)
			}
		}
		return b.String()
	}
}

func isAlphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// script escapes as JSON and JavaScript do: quotes and slashes by a backslash,
// the other special characters, and with ascii all that is not ASCII, by number.
func script(special, format string, ascii bool) func(string) string {
	return func(text string) string {
		var b strings.Builder
		for _, r := range text {
			switch {
			case strings.ContainsRune(special, r) && strings.ContainsRune(`"\/`, r):
				b.WriteString(`\` + string(r))
			case strings.ContainsRune(special, r):
				fmt.Fprintf(&b, format, r)
			case ascii && r > 0x7f:
				for _, unit := range utf16.AppendRune(nil, r) {
					fmt.Fprintf(&b, format, unit)
				}
			default:
				b.WriteRune(r)
			}
		}
		return b.String()
	}
}

// markup escapes as HTML does: special characters, and with ascii all that is
// not ASCII, by number or, without a format, by name.
func markup(special, format string, ascii bool) func(string) string {
	names := map[rune]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;", '\'': "&#39;"}
	return func(text string) string {
		var b strings.Builder
		for _, r := range text {
			switch {
			case !strings.ContainsRune(special, r) && (!ascii || r <= 0x7f):
				b.WriteRune(r)
			case format != "":
				fmt.Fprintf(&b, format, r)
			case names[r] != "":
				b.WriteString(names[r])
			default:
				fmt.Fprintf(&b, "&#%d;", r)
			}
		}
		return b.String()
	}
}
