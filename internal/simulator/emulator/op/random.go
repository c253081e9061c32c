package op

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
)

// RandomToken is n random bytes as URL-safe text.
func RandomToken(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails, by its documentation
	return base64.RawURLEncoding.EncodeToString(b)
}

// RandomText is n random characters of the alphabet, which has at most 256. The
// first ones come up a little more often when 256 is no multiple of its length,
// which does not matter for ids and secrets that live as long as a test.
func RandomText(n int, alphabet string) string {
	text := make([]byte, n)
	_, _ = rand.Read(text) // never fails, by its documentation
	for i, b := range text {
		text[i] = alphabet[int(b)%len(alphabet)]
	}
	return string(text)
}

// Alphanumeric is the alphabet of generated ids and secrets. It holds nothing
// that a query string, a form or HTTP Basic would need to escape.
const Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// RandomUUID is a version 4 UUID.
func RandomUUID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
