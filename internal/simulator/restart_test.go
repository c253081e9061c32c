package simulator_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/guide"
	"gonogo/internal/simulator"
	"gonogo/internal/stack"
	"gonogo/internal/stack/fault"
)

func TestRestartKeepsWhatLiesInTheDatabase(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"3.18.2", "7.1.0"} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			w := newTrial(t, version)
			in := w.requireHealthy(t)
			token, callback := w.callback(t)
			secret := w.finish(t, callback)
			web, admin, proxy, printed := w.HTTP(), w.Admin(), w.Proxy(), w.ServerLog()
			require.NoError(t, admin.SetSetting(t.Context(), "Site_Name", "ACME"))

			require.NoError(t, w.RestartRocketChat(t.Context(), fault.Restart{}))
			require.Equal(t, proxy, w.Proxy())
			name, err := admin.Setting(t.Context(), "Site_Name")
			require.NoError(t, err)
			require.Equal(t, "ACME", name)
			me, err := in.Me(t.Context())
			require.NoError(t, err, "sessions survive")
			require.Equal(t, "ann", me.Username)
			_, err = w.credential(t, token, secret)
			require.NoError(t, err, "so do credentials that wait for their login")
			require.Contains(t, fetch(t, web, w.RocketChatURL()+"/api/info"), `"success":true`)
			require.Equal(t, printed, w.ServerLog()[:len(printed)])
			require.Greater(t, len(w.ServerLog()), len(printed))
			w.requireHealthy(t)
		})
	}
}

// §8: the stored setting beats ROOT_URL, and a token request shows it.
func TestStoredSiteURLBeatsRootURL(t *testing.T) {
	t.Parallel()
	w := newTrial(t, "7.1.0")
	require.NoError(t, w.RestartRocketChat(t.Context(), fault.Restart{RootURL: "https://chat.moved.example"}))
	stored, err := w.Admin().Setting(t.Context(), "Site_Url")
	require.NoError(t, err)
	require.Equal(t, w.RocketChatURL(), stored)
	w.requireHealthy(t)
}

func TestRestartInTheMiddleOfALogin(t *testing.T) {
	t.Parallel()
	w := newTrial(t, "7.1.0", func(o *simulator.Options) { o.RequestTimeout = time.Hour })
	service := guide.NewService(w.service)
	asked := make(chan struct{})
	w.Serve("silent.test", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		close(asked)
		<-r.Context().Done()
	}))
	require.NoError(t, stack.ApplyService(t.Context(), w, service, map[string]any{"token_path": "https://silent.test/token"}))
	_, callback := w.callback(t)
	cut := w.ask(t, callback)
	<-asked
	require.NoError(t, w.RestartRocketChat(t.Context(), fault.Restart{}))
	require.Error(t, <-cut)
	require.NoError(t, stack.ApplyService(t.Context(), w, service, map[string]any{"token_path": "/token"}))
	w.requireHealthy(t)
}

// ask sends a callback beside the test, and tells whether an answer came. It does
// so by POST (§4.1): a GET that is cut off would be sent again.
func (w *trial) ask(t *testing.T, callback string) <-chan error {
	t.Helper()
	address, query, _ := strings.Cut(callback, "?")
	values, err := url.ParseQuery(query)
	require.NoError(t, err)
	ended := make(chan error, 1)
	client := w.HTTP()
	go func() {
		res, err := client.PostForm(address, values)
		if err == nil {
			err = res.Body.Close()
		}
		ended <- err
	}()
	return ended
}
