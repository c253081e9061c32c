package simulator_test

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator"
)

// The limits that suites lift can be switched on by the settings of a real
// workspace (§2.4), for one scenario, and off again.
func TestScenariosMaySwitchLimitsOn(t *testing.T) {
	t.Parallel()
	s := open(t, options(t, "clavex", "7.1.0"))
	for name, tt := range map[string]struct {
		settings map[string]any
		path     string
		body     string
		free     int    // calls that are answered as without limit
		refused  string // part of the answer to the next one
	}{
		"REST": {
			map[string]any{"API_Enable_Rate_Limiter": true, "API_Enable_Rate_Limiter_Limit_Calls_Default": 3},
			"/api/v1/login", `{"user":"nobody","password":"x"}`, 3, `429 {"error":"Error, too many requests.`,
		},
		"methods": {
			map[string]any{"DDP_Rate_Limit_Connection_By_Method_Enabled": true, "DDP_Rate_Limit_Connection_By_Method_Requests_Allowed": 4},
			"/api/v1/method.callAnon/login", `{"message":"{\"msg\":\"method\",\"id\":\"1\",\"method\":\"login\",\"params\":[{\"resume\":\"x\"}]}"}`, 4,
			`\"error\":\"too-many-requests\"`,
		},
		"failed logins": {
			map[string]any{"Block_Multiple_Failed_Logins_Enabled": true, "Block_Multiple_Failed_Logins_Attempts_Until_Block_By_Ip": 2},
			"/api/v1/login", `{"user":"nobody","password":"x"}`, 2, `"error":"error-login-blocked-for-ip"`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			usual := post(t, s, tt.path, tt.body)
			before := map[string]any{}
			for _, id := range slices.Sorted(maps.Keys(tt.settings)) {
				value, err := s.Admin().Setting(t.Context(), id)
				require.NoError(t, err)
				before[id] = value
				require.NoError(t, s.Admin().SetSetting(t.Context(), id, tt.settings[id]))
			}
			for range tt.free {
				require.Equal(t, usual, post(t, s, tt.path, tt.body))
			}
			refused := post(t, s, tt.path, tt.body)
			assert.Contains(t, refused, tt.refused)
			for id, value := range before {
				require.NoError(t, s.Admin().SetSetting(t.Context(), id, value))
			}
			require.Equal(t, usual, post(t, s, tt.path, tt.body))
		})
	}
}

// post returns status and body.
func post(t *testing.T, s *simulator.Embedded, path, body string) string {
	t.Helper()
	res, err := s.HTTP().Post(s.RocketChatURL()+path, "application/json", strings.NewReader(body))
	require.NoError(t, err)
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return fmt.Sprintf("%d %s", res.StatusCode, answer)
}
