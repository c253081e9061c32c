package observed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// pending is the collection of what callbacks leave for the login (§7.4).
const pending = "meteor_oauth_pendingCredentials"

// errUnobserved says that a case cannot be played without the database.
var errUnobserved = errors.New("needs access to the database")

// deepen merges fields into a users document.
func (p *play) deepen(ctx context.Context, id string, fields map[string]any) error {
	if len(fields) == 0 {
		return nil
	}
	database := p.world.stack.Database()
	if database == nil {
		return errUnobserved
	}
	_, err := database.Collection("users").UpdateOne(ctx, bson.M{"_id": id}, bson.M{"$set": p.words.fill(fields)})
	return err
}

// accounts reads the accounts of this run: those that carry its mark, by id, as
// far as the stack shows them, without what every login changes.
func (p *play) accounts(ctx context.Context) (map[string]map[string]any, error) {
	documents, err := p.documents(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string]map[string]any{}
	for _, d := range documents {
		id, _ := d["_id"].(string)
		text, err := json.Marshal(masked(d))
		if err != nil {
			return nil, fmt.Errorf("reading the account %s: %w", id, err)
		}
		if !strings.Contains(string(text), p.words["{u}"]) && p.names[id] == "" {
			continue
		}
		value, err := plain(p.words.unfill(masked(d)))
		if err != nil {
			return nil, err
		}
		found[id] = withoutNoise(object(value))
	}
	return found, nil
}

func (p *play) documents(ctx context.Context) ([]map[string]any, error) {
	database := p.world.stack.Database()
	if database == nil {
		return p.shown(ctx)
	}
	maps := options.Collection().SetBSONOptions(&options.BSONOptions{DefaultDocumentMap: true})
	cursor, err := database.Collection("users", maps).Find(ctx, bson.M{})
	if err != nil {
		return nil, fmt.Errorf("reading the users documents: %w", err)
	}
	var all []map[string]any
	if err := cursor.All(ctx, &all); err != nil {
		return nil, fmt.Errorf("reading the users documents: %w", err)
	}
	return all, nil
}

// shown are the accounts as the REST API shows them to an administrator.
func (p *play) shown(ctx context.Context) ([]map[string]any, error) {
	users, err := p.world.stack.Admin().Users(ctx)
	if err != nil {
		return nil, err
	}
	var all []map[string]any
	for _, u := range users {
		raw, err := plain(u)
		if err != nil {
			return nil, err
		}
		all = append(all, public(object(raw)))
	}
	return all, nil
}

// public is the part of a document that the REST API shows, without what is empty.
func public(d map[string]any) map[string]any {
	m := map[string]any{}
	for _, field := range []string{"_id", "username", "name", "emails", "roles", "active", "requirePasswordChange", "avatarOrigin", "avatarETag"} {
		switch v := d[field]; v {
		case nil, "", false:
			if field == "active" {
				m[field] = false
			}
		default:
			m[field] = v
		}
	}
	return m
}

// masked hides secrets and what no two logins have in common.
func masked(value any) any {
	switch v := value.(type) {
	case map[string]any:
		m := make(map[string]any, len(v))
		for key, inner := range v {
			if slices.Contains([]string{"accessToken", "idToken", "refreshToken", "expiresAt", "avatarETag", "emailCode"}, key) {
				m[key] = "…"
				continue
			}
			m[key] = masked(inner)
		}
		return m
	case bson.M:
		return masked(map[string]any(v))
	case bson.A:
		return masked([]any(v))
	case []any:
		list := make([]any, len(v))
		for i, inner := range v {
			list[i] = masked(inner)
		}
		return list
	}
	return value
}

// withoutNoise drops what says when an account was used, and its sessions.
func withoutNoise(d map[string]any) map[string]any {
	for _, field := range []string{
		"_id", "_updatedAt", "createdAt", "lastLogin", "status", "statusConnection", "statusDefault", "statusText", "utcOffset", "type", "__rooms", "settings", "language", "loginTokens",
	} {
		delete(d, field)
	}
	delete(object(d["services"]), "resume")
	return d
}

// stored is what the callback has left for the login: "nothing", "credential",
// or the text of an error.
func (p *play) stored(ctx context.Context) (string, error) {
	var document struct {
		Credential struct {
			Error struct {
				Message string `bson:"message"`
			} `bson:"error"`
		} `bson:"credential"`
	}
	err := p.world.stack.Database().Collection(pending).FindOne(ctx, bson.M{"key": p.credential}).Decode(&document)
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return "nothing", nil
	case err != nil:
		return "", fmt.Errorf("reading the pending credential: %w", err)
	case document.Credential.Error.Message != "":
		return document.Credential.Error.Message, nil
	}
	return "credential", nil
}

// forget removes what the callbacks have left; without the database it goes by
// itself after some minutes (§7.4).
func (p *play) forget(ctx context.Context) error {
	database := p.world.stack.Database()
	if database == nil || len(p.tokens) == 0 {
		return nil
	}
	_, err := database.Collection(pending).DeleteMany(ctx, bson.M{"key": bson.M{"$in": p.tokens}})
	if err != nil {
		return fmt.Errorf("removing what the callbacks of a case have left: %w", err)
	}
	return nil
}
