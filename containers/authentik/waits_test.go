package authentik

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/containers/ready"
	"gonogo/containers/ready/readytest"
)

// young is an authentik that gets one thing more ready with every question that
// it has to answer with "not yet".
type young struct {
	mu    sync.Mutex
	ready map[string]bool // by path and query
}

func (y *young) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	y.mu.Lock()
	defer y.mu.Unlock()
	asked := r.URL.RequestURI()
	known := y.ready[asked]
	y.ready[asked] = true
	switch {
	case asked == healthPath && !known:
		w.WriteHeader(http.StatusServiceUnavailable)
	case asked == healthPath:
		w.WriteHeader(http.StatusNoContent)
	case r.Header.Get("Authorization") != "Bearer right":
		http.Error(w, `{"detail":"Token invalid/expired"}`, http.StatusForbidden)
	case strings.HasPrefix(asked, "/api/v3/managed/blueprints/") && !known:
		fmt.Fprint(w, `{"pagination":{},"results":[{"status":"unknown"}]}`)
	case known:
		fmt.Fprint(w, `{"pagination":{},"results":[{"status":"successful"}]}`)
	default:
		fmt.Fprint(w, `{"pagination":{},"results":[]}`)
	}
}

func serve(t *testing.T) (readytest.Target, *http.Client) {
	t.Helper()
	at := readytest.Serve(t, &young{ready: map[string]bool{}})
	return at, at.Gateway()
}

// asking is the administrator with a token.
func asking(client *http.Client, token string) *api {
	return &api{way: ready.Way{Base: "https://authentik.company", Client: client, Port: Port}, token: token}
}

func TestReadinessIsAwaitedThroughTheGatewayOrAtThePort(t *testing.T) {
	t.Parallel()
	for _, through := range []string{"gateway", "port"} {
		t.Run(through, func(t *testing.T) {
			t.Parallel()
			at, client := serve(t)
			if through == "gateway" {
				at.Address = nil
			} else {
				client = nil
			}
			a := asking(client, "right")
			require.NoError(t, a.healthy().WaitUntilReady(t.Context(), at))
			require.NoError(t, (&furnished{a, []blueprint{{path: "custom/people.yaml"}}}).WaitUntilReady(t.Context(), at))
		})
	}
}

func TestAServerThatHasEndedIsNotAwaited(t *testing.T) {
	t.Parallel()
	at, client := serve(t)
	at.Now = readytest.Exited(1).Now
	a := asking(client, "wrong")
	require.EqualError(t, a.healthy().WaitUntilReady(t.Context(), at),
		"the container ended with status 1 before authentik answers GET /-/health/ready/ at https://authentik.company")
}

func TestWhatIsMissingIsSaidWithoutTheToken(t *testing.T) {
	t.Parallel()
	at, client := serve(t)
	a := asking(client, "wrong")
	err := a.ask(t.Context(), at, http.MethodGet, furniture()[0], nil, nil)
	require.EqualError(t, err, "GET /api/v3/flows/instances/?slug=default-authentication-flow answers 403 Forbidden")
	assert.NotContains(t, fmt.Sprintf("%#v", a), "wrong")

	a.token = "right"
	f := &furnished{a, nil}
	_, err = f.list(t.Context(), at, furniture()[1])
	require.EqualError(t, err, "GET "+furniture()[1]+" finds nothing")
	b := blueprint{path: "custom/people.yaml"}
	require.EqualError(t, f.applied(t.Context(), at, b), `the status of the blueprint custom/people.yaml is "unknown"`)
	require.NoError(t, f.applied(t.Context(), at, b))
}
