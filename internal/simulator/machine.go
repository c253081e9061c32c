package simulator

import (
	"context"
	"net/http"
	"slices"
	"sync"

	"gonogo/internal/simulator/rocketchat"
)

// machine is where the simulated Rocket.Chat runs: it is started, stopped and
// started again there, always at the same place. The zero machine runs nothing.
type machine struct {
	mu      sync.RWMutex
	running *process // nil between stop and start
	earlier []string // log lines of those that were stopped
}

// process is one run of the server.
type process struct {
	server   *rocketchat.Server
	life     context.Context // ends when it is stopped
	kill     context.CancelFunc
	requests sync.WaitGroup
}

// start starts a server where none runs. ctx limits the start only.
func (m *machine) start(ctx context.Context, o rocketchat.Options) error {
	server, err := rocketchat.Open(ctx, o)
	if err != nil {
		return err
	}
	p := &process{server: server}
	p.life, p.kill = context.WithCancel(context.WithoutCancel(ctx))
	m.mu.Lock()
	defer m.mu.Unlock()
	m.running = p
	return nil
}

// stop ends the server as a signal does: requests that it works on get no answer.
// It returns the server, nil if none ran, when nothing of it writes to the database
// any more.
func (m *machine) stop() (*rocketchat.Server, error) {
	m.mu.Lock()
	p := m.running
	m.running = nil
	m.mu.Unlock()
	if p == nil {
		return nil, nil
	}
	printed := p.server.Log() // before it complains about its own end
	p.kill()
	err := p.server.Close()
	p.requests.Wait()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.earlier = append(m.earlier, printed...)
	return p.server, err
}

// log is everything that was printed here, oldest first.
func (m *machine) log() []string {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.running == nil {
		return slices.Clone(m.earlier)
	}
	return append(slices.Clone(m.earlier), m.running.server.Log()...)
}

// ServeHTTP passes requests to the server. While none runs the answer is that of
// the proxy in front of it.
func (m *machine) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p := m.enter()
	if p == nil {
		http.Error(w, "Rocket.Chat does not run.", http.StatusBadGateway)
		return
	}
	defer p.requests.Done()
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(p.life, cancel)()
	p.server.ServeHTTP(w, r.WithContext(ctx))
	if p.life.Err() != nil {
		panic(http.ErrAbortHandler) // what a dead server would have said is not sent
	}
}

// enter counts a request in with the server that runs.
func (m *machine) enter() *process {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.running != nil {
		m.running.requests.Add(1)
	}
	return m.running
}
