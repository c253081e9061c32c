package scenario

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/browser/pages"
	"gonogo/internal/release"
)

// Extraction is what the server says when a mapped field yields nothing (§4.5).
type Extraction string

// The fields without which nobody is let in.
const (
	NoUsername Extraction = "CustomOAuth: Failed to extract username"
	NoEmail    Extraction = "CustomOAuth: Failed to extract email"
)

// IsRefusedFor is a whole login attempt that fails in the callback: what the
// provider tells does not suffice. The server's words are looked for where the
// release has them.
func (p *Person) IsRefusedFor(why Extraction) {
	text := p.run.identityError(string(why))
	before := occurrences(p.run.stack.ServerLog(), text)
	p.triesInVain()
	if p.run.Release().Has(release.StoredErrorUnreadable) {
		p.findsStored(text)
	} else {
		p.findsLogged(text, before)
	}
	p.HasNoAccount()
}

// IsRefusedWithoutID is such an attempt with an identity that has no id. The
// callback succeeds; the login fails, and every release logs why (observed §E.1).
func (p *Person) IsRefusedWithoutID() {
	text := "Service data for service " + p.run.configured.Service.Key + " must include id"
	before := occurrences(p.run.stack.ServerLog(), text)
	p.triesInVain()
	p.findsLogged(text, before)
	p.HasNoAccount()
}

func (p *Person) triesInVain() {
	p.OpensTheLoginPage()
	p.ClicksTheProviderButton()
	p.SignsIn()
	p.run.Check("she is not let in", func(ctx context.Context) error {
		state, ending, err := p.ending(ctx)
		if err == nil && state.Kind != pages.LoginForm {
			return differs("%s", ending)
		}
		return err
	})
}

// identityError is the whole text: up to 8.6 with the name of the step that failed (§4.3).
func (r *Run) identityError(text string) string {
	if r.Release().Has(release.ModernFlow) {
		return text
	}
	address := r.setting("identity-path")
	if !strings.HasPrefix(address, "http") {
		address = r.setting("url") + address
	}
	return fmt.Sprintf("Failed to fetch identity from %s at %s. %s", r.configured.Service.Key, address, text)
}

// findsLogged looks for one more line with the text than there were before.
func (p *Person) findsLogged(text string, before int) {
	p.run.Check("the server's log says \""+text+"\"", func(context.Context) error {
		lines := p.run.stack.ServerLog()
		if lines == nil {
			p.run.unobserved("why the login was refused (nobody can read this server's log)")
			return nil
		}
		if occurrences(lines, text) <= before {
			return differs("the server's log does not say why")
		}
		return nil
	})
}

func occurrences(lines []string, text string) int {
	count := 0
	for _, line := range lines {
		if strings.Contains(line, text) {
			count++
		}
	}
	return count
}

// findsStored looks at the pending credential: where the stored error cannot be
// read it is not deleted either, and nothing else has its text (§14.7, observed §E.1).
func (p *Person) findsStored(text string) {
	p.run.Check("the server has stored \""+text+"\"", func(ctx context.Context) error {
		database := p.run.stack.Database()
		if database == nil {
			p.run.unobserved("why the login was refused (no access to the database)")
			return nil
		}
		key, err := p.credentialToken(ctx)
		if err != nil {
			return err
		}
		var stored struct {
			Credential struct {
				Error struct {
					Message string `bson:"message"`
				} `bson:"error"`
			} `bson:"credential"`
		}
		err = database.Collection("meteor_oauth_pendingCredentials").FindOne(ctx, bson.M{"key": key}).Decode(&stored)
		switch message := stored.Credential.Error.Message; {
		case errors.Is(err, mongo.ErrNoDocuments):
			return differs("nothing is stored")
		case err != nil:
			return fmt.Errorf("reading the pending credential: %w", err)
		case message != text:
			return differs("the server has stored %q", message)
		}
		return nil
	})
}

// LeavesNothing checks that Rocket.Chat has stored nothing under the attempt: no
// token was asked for.
func (p *Person) LeavesNothing() {
	p.run.Check("Rocket.Chat has stored nothing for her", func(ctx context.Context) error {
		database := p.run.stack.Database()
		if database == nil {
			p.run.unobserved("what Rocket.Chat has stored of the attempt (no access to the database)")
			return nil
		}
		key, err := p.credentialToken(ctx)
		if err != nil {
			return err
		}
		stored, err := database.Collection("meteor_oauth_pendingCredentials").CountDocuments(ctx, bson.M{"key": key})
		if err == nil && stored != 0 {
			return differs("Rocket.Chat has stored something under the attempt's token")
		}
		return err
	})
}

// credentialToken is under what the running attempt is stored: it travels in the
// state, which is base64 of JSON (§3.1).
func (p *Person) credentialToken(ctx context.Context) (string, error) {
	request, err := p.authorizeRequest(ctx)
	if err != nil {
		return "", err
	}
	raw, err := base64.StdEncoding.DecodeString(request.Query().Get("state"))
	var state struct {
		Token string `json:"credentialToken"`
	}
	if err == nil {
		err = json.Unmarshal(raw, &state)
	}
	if err != nil {
		return "", fmt.Errorf("reading the state of the authorize request: %w", err)
	}
	return state.Token, nil
}
