package provider

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/pquerna/otp/totp"
)

// Authenticator is the secret of somebody's authenticator app, in base32 (RFC 6238
// with six digits and half a minute). It is never printed; empty: there is none.
type Authenticator string

// NewAuthenticator makes one that nobody knows.
func NewAuthenticator() Authenticator {
	return Authenticator(rand.Text() + rand.Text()[:6]) // 32 characters: 160 bits
}

// Code is what the app shows at a time.
func (a Authenticator) Code(at time.Time) (string, error) {
	code, err := totp.GenerateCode(string(a), at)
	if err != nil {
		return "", errors.New("the secret of an authenticator is not readable")
	}
	return code, nil
}

// Format hides the secret from every verb of package fmt.
func (Authenticator) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "(authenticator withheld)")
}
