package main

import (
	"bytes"
	"context"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	server "gonogo/internal/simulator/rocketchat"
)

func TestEnvironmentIsSplitAtTheFirstEqualsSign(t *testing.T) {
	t.Parallel()
	assert.Equal(t, map[string]string{"MONGO_URL": "mongodb://m/rocketchat?replicaSet=rs0", "EMPTY": ""},
		environment([]string{"MONGO_URL=mongodb://m/rocketchat?replicaSet=rs0", "EMPTY="}))
}

func TestTheDatabaseSaysThatItServesAndEndsWhenTold(t *testing.T) {
	t.Parallel()
	ctx, told := context.WithCancel(t.Context())
	output := &stopping{stop: told}
	args := []string{"mongodb", "--listen", "127.0.0.1:0", "--data", t.TempDir()}
	require.NoError(t, run(ctx, process{stdout: output}, args))
	require.Contains(t, output.String(), "Waiting for connections")
}

// stopping tells a part to end as soon as it has said something.
type stopping struct {
	bytes.Buffer
	stop context.CancelFunc
}

func (s *stopping) Write(p []byte) (int, error) {
	defer s.stop()
	return s.Buffer.Write(p)
}

func TestRocketChatReadsThePublishersEnvironment(t *testing.T) {
	t.Parallel()
	env := map[string]string{
		"GONOGO_RELEASE": "7.1.0", "ROOT_URL": "https://chat.acme.eu", "ADMIN_USERNAME": "root", "ADMIN_PASS": "p",
		"ADMIN_NAME": "Root", "ADMIN_EMAIL": "root@acme.eu", "ADMIN_EMAIL_VERIFIED": "true", "API_Enable_Rate_Limiter": "false",
	}
	o, err := rocketchatOptions(env)
	require.NoError(t, err)
	r, err := release.New("7.1.0")
	require.NoError(t, err)
	assert.Equal(t, r, o.Release)
	assert.Equal(t, "https://chat.acme.eu", o.RootURL)
	assert.Equal(t, server.Admin{Username: "root", Password: "p", Name: "Root", Email: "root@acme.eu", EmailVerified: true}, o.Admin)
	assert.Equal(t, env, o.Environment)
	assert.False(t, o.UnlimitedLogins)
	assert.Zero(t, o.Debounce, "the real two seconds")
}

func TestWhatIsMissingIsOneSentence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{"MONGO_URL": "nonsense"}, "MONGO_URL: "},
		{map[string]string{"MONGO_URL": "mongodb://127.0.0.1:1/"}, "MONGO_URL names no database"},
		{map[string]string{"MONGO_URL": "mongodb://127.0.0.1:1/rocketchat?serverSelectionTimeoutMS=1"}, "asking MongoDB: "},
	} {
		err := run(t.Context(), process{environment: c.env, stdout: io.Discard}, []string{"rocketchat"})
		require.ErrorContains(t, err, c.want)
	}
	_, err := rocketchatOptions(map[string]string{"GONOGO_RELEASE": "latest"})
	require.ErrorContains(t, err, `GONOGO_RELEASE: release "latest" is not a version such as 7.1.0`)
	_, err = rocketchatOptions(map[string]string{"GONOGO_RELEASE": "7.1.0"})
	require.EqualError(t, err, "ROOT_URL is not set")
	_, err = caller(t.TempDir() + "/missing.pem")
	require.ErrorContains(t, err, "NODE_EXTRA_CA_CERTS: ")
}
