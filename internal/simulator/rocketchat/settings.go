package rocketchat

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gonogo/internal/simulator/rocketchat/setting"
)

// settingEndpoints read and write settings (§2.1).
func (a *api) settingEndpoints() []endpoint {
	return []endpoint{
		{pattern: "GET /api/v1/settings.public", anyone: true, serve: a.publicSettings},
		{pattern: "GET /api/v1/settings", serve: a.listSettings},
		{pattern: "GET /api/v1/settings/{id}", adminOnly: true, serve: a.readSetting},
		{pattern: "POST /api/v1/settings/{id}", adminOnly: true, secondFactor: true, serve: a.writeSetting},
	}
}

func (a *api) publicSettings(c *call) (answer, error) {
	wanted := wantedSettings(c.request.URL.Query())
	return a.pageOfSettings(c, func(s setting.Setting) bool {
		return s.Public && (wanted == nil || slices.Contains(wanted, s.ID))
	}), nil
}

// listSettings ignores the parameter query (§14.1).
func (a *api) listSettings(c *call) (answer, error) {
	return a.pageOfSettings(c, func(s setting.Setting) bool { return s.Public || c.isAdmin() }), nil
}

// wantedSettings reads ?_id=a,b or ?query={"_id":…}; nil means all.
func wantedSettings(query url.Values) []string {
	if ids := query.Get("_id"); ids != "" {
		return strings.Split(ids, ",")
	}
	var one struct {
		ID string `json:"_id"`
	}
	if json.Unmarshal([]byte(query.Get("query")), &one) == nil && one.ID != "" {
		return []string{one.ID}
	}
	var many struct {
		ID struct {
			In []string `json:"$in"`
		} `json:"_id"`
	}
	if json.Unmarshal([]byte(query.Get("query")), &many) == nil {
		return many.ID.In
	}
	return nil
}

func (a *api) pageOfSettings(c *call, wanted func(setting.Setting) bool) answer {
	found := []map[string]any{}
	for _, s := range a.settings.All() {
		if s.Hidden || !wanted(s) {
			continue
		}
		one := map[string]any{"_id": s.ID, "value": s.Effective()}
		if s.Enterprise {
			one["enterprise"], one["invalidValue"], one["modules"] = true, s.InvalidValue, s.Modules
		}
		found = append(found, one)
	}
	offset, count := a.page(c)
	total := len(found)
	found = found[min(offset, total):min(offset+count, total)]
	return success(map[string]any{"settings": found, "count": len(found), "offset": offset, "total": total})
}

// page reads offset and count; without count it is API_Default_Count (50), at
// most API_Upper_Count_Limit (100); 0 asks for everything, if that is allowed.
func (a *api) page(c *call) (offset, count int) {
	query := c.request.URL.Query()
	offset, err := strconv.Atoi(query.Get("offset"))
	if err != nil || offset < 0 {
		offset = 0
	}
	count, err = strconv.Atoi(query.Get("count"))
	if err != nil || count < 0 || count == 0 && !a.settings.Bool("API_Allow_Infinite_Count") {
		count = a.settings.Int("API_Default_Count")
	}
	if count == 0 {
		return offset, 1 << 20
	}
	return offset, min(count, max(1, a.settings.Int("API_Upper_Count_Limit")))
}

func (a *api) readSetting(c *call) (answer, error) {
	s, ok := a.settings.Get(c.request.PathValue("id"))
	if !ok || s.Hidden {
		return answer{http.StatusBadRequest, map[string]any{"success": false}}, nil
	}
	return success(map[string]any{"_id": s.ID, "value": a.readBack(s)}), nil
}

func (a *api) writeSetting(c *call) (answer, error) {
	value, given := c.body["value"]
	if !given {
		return answer{http.StatusBadRequest, map[string]any{"success": false}}, nil
	}
	if err := a.settings.Set(c.context(), c.request.PathValue("id"), value); err != nil {
		return answer{}, err
	}
	return success(nil), nil
}
