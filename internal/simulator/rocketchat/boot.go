package rocketchat

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/seeded"
)

// boot does what a server does at each start (§2.5): roles, rocket.cat, an
// administrator, and the setup wizard's state.
func (s *Server) boot(ctx context.Context) error {
	if s.options.Seeded.Has(seeded.RootURLOverwrites) {
		if err := s.settings.Set(ctx, "Site_Url", strings.TrimRight(s.options.RootURL, "/")); err != nil {
			return err
		}
	}
	if err := s.addRoles(ctx); err != nil {
		return err
	}
	if err := s.addRocketCat(ctx); err != nil {
		return err
	}
	admin, err := s.hasAdmin(ctx)
	if err != nil {
		return err
	}
	if !admin {
		if admin, err = s.appointAdmin(ctx); err != nil {
			return err
		}
	}
	if admin && s.settings.String("Show_Setup_Wizard") == "pending" {
		return s.settings.Set(ctx, "Show_Setup_Wizard", "in_progress")
	}
	return nil
}

// addRoles writes the roles that every server has.
func (s *Server) addRoles(ctx context.Context) error {
	collection := s.options.Database.Collection("rocketchat_roles")
	err := collection.FindOne(ctx, bson.D{{Key: "_id", Value: "admin"}}).Err()
	if !errors.Is(err, mongo.ErrNoDocuments) {
		return wrap("reading the roles", err)
	}
	var roles []bson.D
	for _, r := range []struct{ name, scope string }{
		{"admin", "Users"}, {"moderator", "Subscriptions"}, {"leader", "Subscriptions"}, {"owner", "Subscriptions"},
		{"user", "Users"}, {"bot", "Users"}, {"app", "Users"}, {"guest", "Users"}, {"anonymous", "Users"},
		{"livechat-agent", "Users"}, {"livechat-manager", "Users"},
	} {
		roles = append(roles, bson.D{
			{Key: "_id", Value: r.name}, {Key: "name", Value: r.name}, {Key: "scope", Value: r.scope},
			{Key: "description", Value: ""}, {Key: "protected", Value: true}, {Key: "mandatory2fa", Value: false},
		})
	}
	_, err = collection.InsertMany(ctx, roles)
	return wrap("adding the roles", err)
}

func (s *Server) users() *mongo.Collection { return s.options.Database.Collection("users") }

// addRocketCat writes the bot that owns what the server does by itself.
func (s *Server) addRocketCat(ctx context.Context) error {
	const id = "rocket.cat"
	if u, err := s.accounts.ByID(ctx, id); u != nil || err != nil {
		return err
	}
	now := s.options.Now().UTC()
	_, err := s.users().InsertOne(ctx, account.User{
		ID: id, Username: id, Name: "Rocket.Cat", Type: s.kindOfCat(), Status: "online", Active: true,
		Roles: []string{"bot"}, Services: map[string]any{}, CreatedAt: now, UpdatedAt: now,
	})
	return wrap("adding rocket.cat", err)
}

// kindOfCat is the type of the account rocket.cat: a bot's.
func (s *Server) kindOfCat() string {
	if s.options.Seeded.Has(seeded.CatIsAPerson) {
		return "user"
	}
	return "bot"
}

func (s *Server) hasAdmin(ctx context.Context) (bool, error) {
	err := s.users().FindOne(ctx, bson.D{{Key: "roles", Value: roleAdmin}}).Err()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return false, nil
	}
	return err == nil, wrap("looking for an administrator", err)
}

// appointAdmin makes the administrator of the environment, else promotes the
// oldest account. Without either, the next new account becomes one.
func (s *Server) appointAdmin(ctx context.Context) (bool, error) {
	if s.options.Admin.Password != "" {
		return true, s.addAdmin(ctx)
	}
	var oldest account.User
	err := s.users().FindOne(ctx, bson.D{{Key: "type", Value: "user"}},
		options.FindOne().SetSort(bson.D{{Key: "createdAt", Value: 1}})).Decode(&oldest)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return false, nil
	}
	if err != nil {
		return false, wrap("looking for the oldest account", err)
	}
	s.log.add("No admins are found. Set " + oldest.Username + " as admin for being the oldest user")
	return true, s.accounts.Update(ctx, oldest.ID, bson.M{"$addToSet": bson.M{"roles": roleAdmin}})
}

// addAdmin makes the administrator of the environment. It is written past the
// hooks of new accounts, so it has no second factor of its own. A name on
// Accounts_SystemBlockedUsernameList stops the start, as seen at 3.18.2 (§14.1).
func (s *Server) addAdmin(ctx context.Context) error {
	a := s.options.Admin
	u, err := s.accounts.Create(ctx, account.NewUser{
		Username: a.Username, Name: a.Name, Email: a.Email, Verified: a.EmailVerified, Password: a.Password,
		Roles: []string{roleAdmin}, Active: true,
	})
	if err != nil {
		return wrap("adding the administrator", err)
	}
	return s.accounts.Update(ctx, u.ID, bson.M{"$unset": bson.M{"services.email2fa": true}})
}

// wrap says what was being done; nil stays nil.
func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
