package op

import (
	"crypto/rand"
	"crypto/rsa"
	"fmt"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// Sizes of keys in bits: the one that all five providers use, and the smallest
// that crypto/rsa takes, which signs six times as fast. Tokens look the same but for
// the length of their signatures, which Rocket.Chat never looks at.
const (
	KeyBits      = 2048
	ShortKeyBits = 1024
)

// Keys hold the RSA key that signs tokens. Making one is slow, so several
// emulators may share it. Safe for concurrent use.
type Keys struct {
	key     *rsa.PrivateKey
	signers map[jose.SignatureAlgorithm]jose.Signer
}

// NewKeys makes a new key of that size with signers for RS256 and PS256.
func NewKeys(bits int) (*Keys, error) {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		return nil, fmt.Errorf("making a signing key: %w", err)
	}
	k := &Keys{key: key, signers: map[jose.SignatureAlgorithm]jose.Signer{}}
	for _, alg := range []jose.SignatureAlgorithm{jose.RS256, jose.PS256} {
		signer, err := jose.NewSigner(
			jose.SigningKey{Algorithm: alg, Key: jose.JSONWebKey{Key: key, KeyID: keyID}},
			(&jose.SignerOptions{}).WithType("JWT"))
		if err != nil {
			return nil, fmt.Errorf("making a signer for %s: %w", alg, err)
		}
		k.signers[alg] = signer
	}
	return k, nil
}

// keyID names the only key of a set.
const keyID = "gonogo"

// Sign returns the claims as a compact JSON Web Token.
func (k *Keys) Sign(alg jose.SignatureAlgorithm, claims map[string]any) (string, error) {
	signer, known := k.signers[alg]
	if !known {
		return "", fmt.Errorf("no signer for algorithm %q", alg)
	}
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		return "", fmt.Errorf("signing a token: %w", err)
	}
	return token, nil
}

// Public is the key set as providers publish it.
func (k *Keys) Public() jose.JSONWebKeySet {
	return jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: k.key.Public(), KeyID: keyID, Use: "sig"}}}
}
