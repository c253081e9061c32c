package attached

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
	"gonogo/internal/simulator/emulator"
	"gonogo/internal/stack/pace"
)

// Workspace is a Rocket.Chat that runs already, with what gonogo has changed in
// it. The stacks of all guides share it. It is safe for concurrent use.
type Workspace struct {
	url     string // as it calls itself
	called  string // GONOGO_URL, where that is another name for the same place
	crowd   bool
	trust   *trust
	http    *http.Client
	admin   *rocketchat.Client
	release release.Release
	journal *journal
	pace    *pace.Pace
	keys    *emulator.Keys

	client   *mongo.Client // nil: the database is not observed
	database *mongo.Database

	sites   map[string]*site  // by guide
	present []rocketchat.User // the accounts before the first write
	planned []entry           // settings that are to be changed, with their new values
	left    []entry           // people whom an interrupted run has made

	sharing sync.RWMutex // of the settings, among scenarios

	mu       sync.Mutex
	prepared bool  // the shared changes have been begun
	failure  error // why they could not be made
}

// Open looks at the workspace and refuses what gonogo must not touch. It writes
// nothing: see Intentions. The workspace ends with Close.
func Open(ctx context.Context, o Options) (*Workspace, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	t, err := newTrust(o.CA)
	if err != nil {
		return nil, err
	}
	w := &Workspace{
		url: strings.TrimRight(o.URL, "/"), crowd: o.Crowd, trust: t, http: newHTTP(t),
		pace: pace.New(), sites: map[string]*site{},
	}
	if err := w.open(ctx, o); err != nil {
		return nil, errors.Join(err, w.Close(context.WithoutCancel(ctx)))
	}
	return w, nil
}

func (w *Workspace) open(ctx context.Context, o Options) error {
	var err error
	if w.journal, err = await(ctx, o, w.url); err != nil {
		return err
	}
	w.left = w.journal.people()
	chat, err := address("GONOGO_URL", o.URL)
	if err != nil {
		return err
	}
	if err := w.trust.meet(ctx, "GONOGO_URL", chat); err != nil {
		return err
	}
	if err := w.logIn(ctx, o); err != nil {
		return err
	}
	if err := w.connect(ctx, o.MongoURL); err != nil {
		return err
	}
	if w.keys, err = emulator.NewKeys(); err != nil {
		return err
	}
	if err := w.place(ctx, o); err != nil {
		return err
	}
	return w.inspect(ctx)
}

// newHTTP follows no redirects and keeps no cookies.
func newHTTP(t *trust) *http.Client {
	return &http.Client{
		Transport:     &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{RootCAs: t.pool}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Release is the release that runs there.
func (w *Workspace) Release() release.Release { return w.release }

// TrustSPKI are the keys of servers whose certificates a browser has to accept;
// none without GONOGO_CA.
func (w *Workspace) TrustSPKI() []string { return slices.Clone(w.trust.keys) }

// Open starts the emulator of a guide, if it has one, and hands the workspace over as its
// stack. The first one makes the changes that all of them share.
func (w *Workspace) Open(ctx context.Context, g *guide.Guide, r release.Release) (*Stack, error) {
	if r.Version != w.release.Version {
		return nil, fmt.Errorf("%s runs Rocket.Chat %s, not %s", w.url, w.release, r)
	}
	at := w.sites[g.ID]
	if at == nil {
		return nil, fmt.Errorf("the guide %s is not among those that the attached stack was opened for", g.ID)
	}
	if err := w.prepare(ctx); err != nil {
		return nil, err
	}
	if err := w.announceService(at.guide); err != nil {
		return nil, err
	}
	return newStack(w, at)
}

// Close puts everything back, also after a failure, and lets the workspace go.
func (w *Workspace) Close(ctx context.Context) error {
	var errs []error
	if w.admin != nil {
		errs = append(errs, w.putBack(ctx))
		errs = append(errs, w.admin.Logout(ctx))
	}
	for _, s := range w.sites {
		if s.listener == nil {
			continue
		}
		if err := s.listener.Close(); !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	if w.client != nil {
		errs = append(errs, w.client.Disconnect(ctx))
	}
	if w.journal != nil {
		errs = append(errs, w.journal.close())
	}
	w.http.CloseIdleConnections()
	return errors.Join(errs...)
}
