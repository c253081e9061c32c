package op

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"math/big"
)

// RandomToken is n random bytes as URL-safe text.
func RandomToken(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails, by its documentation
	return base64.RawURLEncoding.EncodeToString(b)
}

// RandomText is n random characters of the alphabet.
func RandomText(n int, alphabet string) string {
	text := make([]byte, n)
	for i := range text {
		at, err := rand.Int(rand.Reader, big.NewInt(int64(len(alphabet))))
		if err != nil { // crypto/rand.Reader never fails; an empty alphabet is caught by rand.Int's panic
			return ""
		}
		text[i] = alphabet[at.Int64()]
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
