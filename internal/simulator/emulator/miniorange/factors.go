package miniorange

import (
	"crypto/rand"
	"encoding/base32"
	"sync"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"gonogo/internal/provider"
)

// factors are the second factors of all people.
type factors struct {
	everybody bool // a policy asks everybody, not only those with an authenticator

	mu      sync.Mutex
	secrets map[string]string // by login, for those without an authenticator
}

func newFactors(everybody bool) *factors {
	return &factors{everybody: everybody, secrets: map[string]string{}}
}

func (f *factors) asked(person provider.Person) bool {
	return f.everybody || person.Authenticator != ""
}

// secret is the person's, or one that is made at the first use.
func (f *factors) secret(person provider.Person) string {
	if person.Authenticator != "" {
		return string(person.Authenticator)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.secrets[person.Login] == "" {
		b := make([]byte, 20)
		_, _ = rand.Read(b) // never fails, by its documentation
		f.secrets[person.Login] = base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b)
	}
	return f.secrets[person.Login]
}

// valid checks a code of an authenticator app: six digits, half a minute, one
// step of tolerance.
func (f *factors) valid(person provider.Person, code string, now time.Time) bool {
	ok, err := totp.ValidateCustom(code, f.secret(person), now, totp.ValidateOpts{
		Period: 30, Skew: 1, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1,
	})
	return err == nil && ok
}

// SecondFactor is the secret of a person's authenticator app, for a test that
// has to type its codes; false when the person is not asked for one.
func (p *Provider) SecondFactor(login string) (secret string, asked bool) {
	person, ok := p.People.Find(login)
	if !ok || !p.factors.asked(person) {
		return "", false
	}
	return p.factors.secret(person), true
}
