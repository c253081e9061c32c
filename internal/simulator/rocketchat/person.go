package rocketchat

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// personEndpoints tell the caller about the own account.
func (a *api) personEndpoints() []endpoint {
	return []endpoint{
		{pattern: "GET /api/v1/users.getUsernameSuggestion", serve: a.usernameSuggestion},
		{pattern: "GET /api/v1/users.getAvatarSuggestion", serve: a.avatarSuggestion},
	}
}

func (a *api) usernameSuggestion(c *call) (answer, error) {
	name, err := a.accounts.UsernameSuggestion(c.context(), c.user.ID)
	if err != nil {
		return answer{}, err
	}
	return success(map[string]any{"result": name}), nil
}

// avatarSuggestion fetches the pictures that the services of the account have.
func (a *api) avatarSuggestion(c *call) (answer, error) {
	found, err := a.avatars.Suggestions(c.context(), c.user.ID)
	if err != nil {
		return answer{}, err
	}
	suggestions := map[string]any{}
	for _, s := range found {
		suggestions[s.Service] = s
	}
	return success(map[string]any{"suggestions": suggestions}), nil
}

func (a *api) changeStatus(c *call, status string) (answer, error) {
	if !slices.Contains([]string{"online", "away", "busy", "offline"}, status) {
		return answer{}, refuse("error-invalid-status", "Valid status types include online, away, offline, and busy.")
	}
	err := a.accounts.Update(c.context(), c.user.ID, bson.M{"$set": bson.M{"status": status, "statusDefault": status}})
	if err != nil {
		return answer{}, err
	}
	return success(nil), nil
}
