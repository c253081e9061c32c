package observed

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
)

// What all cases make begins with these, so that it can be told from what is
// real.
const (
	servicePrefix = "observed"
	markPrefix    = "zz9"
)

// newMark is the mark of one run: it is in every name and address that the run
// brings.
func newMark() string { return markPrefix + strings.ToLower(rand.Text()[:9]) }

// serviceName is the same for the same settings.
func serviceName(values map[string]any) (string, error) {
	raw, err := json.Marshal(values) // keys in order
	if err != nil {
		return "", fmt.Errorf("naming a service after its settings: %w", err)
	}
	sum := sha256.Sum256(raw)
	return servicePrefix + hex.EncodeToString(sum[:5]), nil
}
