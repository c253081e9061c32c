// Package accounttest gives tests what accounts and OAuth need around them: a
// database, settings in memory and a log that can be read.
package accounttest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/release"
	"gonogo/internal/simulator/mongodb"
)

// Database is an empty database of its own, gone when the test ends.
func Database(t testing.TB) *mongo.Database {
	t.Helper()
	s, err := mongodb.Open(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	return s.Database("rocketchat")
}

// Release computes the behaviours of a version.
func Release(t testing.TB, version string) release.Release {
	t.Helper()
	r, err := release.New(version)
	require.NoError(t, err)
	return r
}

// Settings are values by id; Set tells the subscribers.
type Settings struct {
	mutex       sync.Mutex
	values      map[string]any
	subscribers map[int]func(string)
	next        int
}

// NewSettings starts with the defaults of a server whose second factor is off
// (observed §0.2, §G), overlaid with values.
func NewSettings(values map[string]any) *Settings {
	s := &Settings{subscribers: map[int]func(string){}, values: map[string]any{
		"Site_Url": "http://localhost:3700",
		"Accounts_Registration_AuthenticationServices_Enabled":             true,
		"Accounts_Registration_AuthenticationServices_Default_Roles":       "user",
		"Accounts_Verify_Email_For_External_Accounts":                      true,
		"Accounts_SetDefaultAvatar":                                        true,
		"Accounts_AllowUserAvatarChange":                                   true,
		"Accounts_AllowUsernameChange":                                     true,
		"Accounts_SystemBlockedUsernameList":                               "admin,administrator,system,user",
		"Accounts_TwoFactorAuthentication_By_Email_Enabled":                true,
		"Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In":            true,
		"Accounts_TwoFactorAuthentication_By_Email_Code_Expiration":        3600,
		"Accounts_twoFactorAuthentication_email_available_for_OAuth_users": true,
		"API_Use_REST_For_DDP_Calls":                                       true,
		"Block_Multiple_Failed_Logins_By_User":                             true,
		"Block_Multiple_Failed_Logins_Attempts_Until_Block_by_User":        3,
		"Block_Multiple_Failed_Logins_Time_To_Unblock_By_User_In_Minutes":  5,
		"Block_Multiple_Failed_Logins_By_Ip":                               true,
		"Block_Multiple_Failed_Logins_Attempts_Until_Block_By_Ip":          50,
		"Block_Multiple_Failed_Logins_Time_To_Unblock_By_Ip_In_Minutes":    5,
	}}
	maps.Copy(s.values, values)
	return s
}

// Set changes values and tells of each change.
func (s *Settings) Set(values map[string]any) {
	s.mutex.Lock()
	maps.Copy(s.values, values)
	subscribers := slices.Collect(maps.Values(s.subscribers))
	s.mutex.Unlock()
	for _, tell := range subscribers {
		for id := range values {
			tell(id)
		}
	}
}

func (s *Settings) value(id string) any {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.values[id]
}

// String returns a text setting.
func (s *Settings) String(id string) string { v, _ := s.value(id).(string); return v }

// Bool returns a switch.
func (s *Settings) Bool(id string) bool { v, _ := s.value(id).(bool); return v }

// Int returns a number.
func (s *Settings) Int(id string) int { v, _ := s.value(id).(int); return v }

// CustomServices are the names whose enabling setting exists.
func (s *Settings) CustomServices() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var names []string
	for id := range s.values {
		if name, ok := strings.CutPrefix(id, "Accounts_OAuth_Custom-"); ok && !strings.Contains(name, "-") {
			names = append(names, name)
		}
	}
	return names
}

// Subscribe calls changed for each value that Set changes.
func (s *Settings) Subscribe(changed func(id string)) (unsubscribe func()) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	key := s.next
	s.next++
	s.subscribers[key] = changed
	return func() {
		s.mutex.Lock()
		defer s.mutex.Unlock()
		delete(s.subscribers, key)
	}
}

// Log collects lines.
type Log struct {
	mutex sync.Mutex
	lines []string
}

// Add appends a line.
func (l *Log) Add(line string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.lines = append(l.lines, line)
}

// Lines returns what was added so far.
func (l *Log) Lines() []string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return slices.Clone(l.lines)
}
