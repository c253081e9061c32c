package account

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"go.mongodb.org/mongo-driver/v2/bson"
	"golang.org/x/text/unicode/norm"

	"gonogo/internal/simulator/seeded"
)

// UsernameSuggestion is users.getUsernameSuggestion (§9.3): the first free one
// of the user name, forms of the name, user names at services and e-mail local
// parts; if all are taken, the first with a number. Empty without any candidate.
//
// Assumption: order and abbreviations ("a.mock" forms) as listed here; the
// facts name the sources only.
func (a *Accounts) UsernameSuggestion(ctx context.Context, id string) (string, error) {
	u, err := a.ByID(ctx, id)
	if err != nil || u == nil || a.seeded.Has(seeded.UsernameUnsuggested) {
		return "", err
	}
	candidates := suggestions(u)
	for _, c := range candidates {
		if taken, err := a.taken(ctx, "username", ignoringCase(c), id); err != nil || !taken {
			return c, err
		}
	}
	if len(candidates) == 0 {
		return "", nil
	}
	numbered := bson.Regex{Pattern: "^" + regexp.QuoteMeta(candidates[0]) + "-[0-9]+$", Options: "i"}
	n, err := a.users.CountDocuments(ctx, bson.M{"username": numbered})
	if err != nil {
		return "", fmt.Errorf("counting numbered user names: %w", err)
	}
	return fmt.Sprintf("%s-%d", candidates[0], n), nil
}

func suggestions(u *User) []string {
	texts := []string{u.Username, u.Name}
	if parts := strings.Fields(u.Name); len(parts) > 1 {
		first, last := []rune(parts[0]), []rune(parts[len(parts)-1])
		texts = append(texts, string(first[0])+string(last), string(first)+string(last[0]))
	}
	for _, s := range u.Services {
		service, _ := s.(map[string]any)
		name, _ := service["username"].(string)
		texts = append(texts, name)
	}
	for _, e := range u.verifiedEmails() {
		local, _, _ := strings.Cut(e, "@")
		texts = append(texts, local)
	}
	var slugs []string
	for _, t := range texts {
		if s := slug(t); s != "" {
			slugs = append(slugs, s)
		}
	}
	return slugs
}

// slug lower-cases, drops accents, joins words with dots and keeps only what a
// user name may contain.
func slug(text string) string {
	words := strings.Fields(strings.ToLower(norm.NFD.String(text)))
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLower(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r)) {
			return r
		}
		return -1
	}, strings.Join(words, "."))
}
