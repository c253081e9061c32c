package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func suite(t *testing.T, pattern string) flags {
	t.Helper()
	return flags{Results: t.TempDir(), Suites: t.TempDir(), Run: pattern, Packages: []string{"./testdata/suite"}}
}

func TestPatternNamesScenarios(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"": "", "new-person/clavex": "/new-person/clavex", "/new-person": "/new-person", "TestLogin/x": "TestLogin/x",
		"cancelled|second-login/clavex": "/cancelled|/second-login/clavex", "(a|b)/clavex": "/(a|b)/clavex",
	} {
		assert.Equal(t, want, flags{Run: given}.pattern())
	}
}

func TestEverythingAsExpected(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	f := suite(t, "TestKept")
	require.NoError(t, run(t.Context(), f, &out))
	assert.Contains(t, out.String(), "it is kept  ✓")
	assert.Contains(t, out.String(), "GO     clavex on Rocket.Chat 8.9.0")
	events, err := os.ReadFile(filepath.Join(f.Results, "events.jsonl"))
	require.NoError(t, err)
	assert.Contains(t, string(events), `"Key":"gonogo.verdict"`)
}

func TestANewBreakFailsTheRunAndIsTold(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.ErrorIs(t, run(t.Context(), suite(t, "TestKept|TestBroken"), &out), errUnexpected)
	assert.Contains(t, out.String(), "the transcript of what was broken")
	assert.Contains(t, out.String(), "NO-GO  clavex")
}

func TestNothingToRunIsAnError(t *testing.T) {
	t.Parallel()
	err := run(t.Context(), suite(t, "TestNoSuchThing"), &bytes.Buffer{})
	require.EqualError(t, err, "no scenario ran; see above")
}

// signalled is a buffer that tells when a text has been written to it.
type signalled struct {
	mu   sync.Mutex
	text strings.Builder
	want string
	seen context.CancelFunc
}

func (s *signalled) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text.Write(p)
	if strings.Contains(s.text.String(), s.want) {
		s.seen()
	}
	return len(p), nil
}

// An interrupt keeps what has run and says what has not.
func TestInterruptKeepsTheResults(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	out := &signalled{want: "it is kept", seen: interrupt}
	err := run(ctx, suite(t, "TestKept|TestStuck"), out)
	require.ErrorIs(t, err, errUnexpected)
	assert.Contains(t, out.text.String(), "interrupted: the table shows what had run")
	assert.Contains(t, out.text.String(), "it is kept")
}

func TestASuiteThatIsKilledIsTold(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.ErrorIs(t, run(t.Context(), suite(t, "TestKept|TestKilled"), &out), errUnexpected)
	assert.Contains(t, out.String(), "not finished: TestKilled")
	assert.Contains(t, out.String(), "a suite broke off")
	assert.Contains(t, out.String(), "it is kept")
}

func TestWhatIsNoSuiteIsRefusedBeforeResultsAreTouched(t *testing.T) {
	t.Parallel()
	for named, complaint := range map[string]string{
		"gonogo/internal/simulator/rocketchat/account/accounttest": "name packages of suites",
		"./testdata/nothing": "testdata/nothing",
	} {
		f := flags{Results: t.TempDir(), Suites: t.TempDir(), Packages: []string{named}}
		require.ErrorContains(t, run(t.Context(), f, &bytes.Buffer{}), complaint)
		assert.NoFileExists(t, filepath.Join(f.Results, "events.jsonl"))
	}
}
