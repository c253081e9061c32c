package authentik

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go/wait"
)

// target is a container that is published at an address.
type target struct {
	wait.StrategyTarget // what is not used
	state               container.State
	address             *url.URL
}

func (t target) State(context.Context) (*container.State, error) { return &t.state, nil }
func (t target) Host(context.Context) (string, error)            { return t.address.Hostname(), nil }
func (t target) MappedPort(context.Context, string) (network.Port, error) {
	return network.ParsePort(t.address.Port() + "/tcp")
}

// onto leads every name to one address.
type onto struct {
	to   string
	next http.RoundTripper
}

func (o onto) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = "http", o.to
	return o.next.RoundTrip(r)
}

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

func serve(t *testing.T) (target, *http.Client) {
	t.Helper()
	s := httptest.NewServer(&young{ready: map[string]bool{}})
	t.Cleanup(s.Close)
	address, err := url.Parse(s.URL)
	require.NoError(t, err)
	return target{state: container.State{Running: true}, address: address},
		&http.Client{Transport: onto{address.Host, s.Client().Transport}}
}

func TestReadinessIsAwaitedThroughTheGatewayOrAtThePort(t *testing.T) {
	t.Parallel()
	for _, through := range []string{"gateway", "port"} {
		t.Run(through, func(t *testing.T) {
			t.Parallel()
			at, client := serve(t)
			a := &api{host: "https://authentik.company", token: "right"}
			if through == "gateway" {
				a.client, at.address = client, nil
			}
			require.NoError(t, (&healthy{a}).WaitUntilReady(t.Context(), at))
			require.NoError(t, (&furnished{a, []blueprint{{path: "custom/people.yaml"}}}).WaitUntilReady(t.Context(), at))
		})
	}
}

func TestAServerThatHasEndedIsNotAwaited(t *testing.T) {
	t.Parallel()
	at, client := serve(t)
	at.state = container.State{ExitCode: 1}
	a := &api{host: "https://authentik.company", token: "wrong", client: client}
	require.EqualError(t, (&healthy{a}).WaitUntilReady(t.Context(), at),
		"the container ended with status 1 before authentik answers GET /-/health/ready/ at https://authentik.company")
}

func TestWhatIsMissingIsSaidWithoutTheToken(t *testing.T) {
	t.Parallel()
	at, client := serve(t)
	a := &api{host: "https://authentik.company", token: "wrong", client: client}
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
