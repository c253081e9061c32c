// Package doctor examines a workspace that people cannot log in to: it compares
// the settings of a custom OAuth service with the guide that was followed, asks
// the provider's endpoints, and names what is wrong in the guide's own words.
//
// It only reads. Of Rocket.Chat it asks nothing but GET requests; at the provider
// it starts logins that nobody finishes and sends codes and tokens that it made
// up (docs/doctor.md lists every request). Sections (§) are those of the
// behavioural specification of custom OAuth.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"gonogo/internal/doctor/attempt"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/doctor/trial"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
	"gonogo/internal/verdict"
)

// Patience is how long Rocket.Chat waits for the provider (§4.2).
const Patience = 20 * time.Second

// Case is what is examined. Guide, URL and HTTP are required.
type Case struct {
	Guide *guide.Guide
	// URL is the workspace's address as people type it; it may differ from the
	// guide's.
	URL string
	// HTTP reaches Rocket.Chat and the provider. It keeps no cookies and follows no
	// redirects.
	HTTP *http.Client
	// Admin is logged in as an administrator; nil: only what everybody may read is
	// looked at, and the report says what that leaves unseen.
	Admin *rocketchat.Client
	// Release runs in the workspace; nil: the server is asked. Without an
	// administrator it tells major and minor only (§2.1).
	Release *release.Release
	// Service is the name that was typed into "Add custom OAuth"; empty: the guide's.
	Service string
	// Elsewhere says that the provider need not be at the address that the guide
	// prints, which is an example: the workspace's own URL and Id are taken for
	// right as long as they answer.
	Elsewhere bool
	// Wanted are settings of the service, by suffix ("login_style"), that differ from
	// the guide on purpose.
	Wanted map[string]any
	// Attempt is the record of a login that failed; nil: none.
	Attempt *attempt.Attempt
	// Person is somebody whom the provider knows and with whom a login may be tried at
	// the provider, without Rocket.Chat; nil: none.
	Person *trial.Person
	// Drift is the list of known breaks; those of the guide on this release become
	// notes. It may be empty.
	Drift verdict.List
	// Patience is how long the provider may take for one answer; 0: [Patience].
	Patience time.Duration
}

// Examine reads the workspace, asks the provider and reports. The error says in
// one sentence why it could not: no Rocket.Chat there, or one that is unknown.
func Examine(ctx context.Context, c Case) (diagnosis.Report, error) {
	e, err := newExamination(c)
	if err != nil {
		return diagnosis.Report{}, err
	}
	if err := e.read(ctx); err != nil {
		return diagnosis.Report{}, err
	}
	if e.offered() {
		e.judgeSite()
		e.judgeRelease()
		if err := e.probe(ctx); err != nil {
			return diagnosis.Report{}, err
		}
		e.judgeAccounts()
	}
	if err := e.judgeEvidence(ctx); err != nil {
		return diagnosis.Report{}, err
	}
	if e.config.exists {
		e.judgeDifferences()
		e.noteDrift()
	}
	e.noteLog(ctx)
	e.noteRuntime(ctx)
	if err := ctx.Err(); err != nil {
		return diagnosis.Report{}, fmt.Errorf("examining %s: %w", c.URL, err)
	}
	e.report.Findings = ordered(e.report.Findings)
	return e.report, nil
}

// examination is a case with what has been learnt of it so far.
type examination struct {
	Case
	chat    *rocketchat.Client // as the administrator, else anonymous
	release release.Release
	service guide.Service
	shown   rocketchat.Service // as the list of login services has it; nil: it has not
	public  map[string]any     // settings of the workspace by id
	config  config             // of the service
	wanted  wanted
	report  diagnosis.Report

	slashTaken bool // the URL's trailing slash does no harm
}

func newExamination(c Case) (*examination, error) {
	if c.Guide == nil || c.HTTP == nil {
		return nil, errors.New("an examination needs a guide and a way to reach the workspace")
	}
	c.URL = strings.TrimRight(c.URL, "/")
	u, err := url.Parse(c.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%q is not the address of a workspace, such as https://chat.example.org", c.URL)
	}
	if c.Patience == 0 {
		c.Patience = Patience
	}
	if c.Guide, err = placed(c); err != nil {
		return nil, err
	}
	e := &examination{Case: c, service: guide.NewService(c.Guide.Service), public: map[string]any{}}
	e.report.Findings = []diagnosis.Finding{}
	e.chat = c.Admin
	if e.chat == nil {
		e.chat = rocketchat.New(c.URL, c.HTTP)
	}
	return e, nil
}

// placed is the guide at the address that people type, for the service that was
// named.
func placed(c Case) (*guide.Guide, error) {
	provider, err := url.Parse(c.Guide.ProviderURL)
	if err != nil {
		return nil, fmt.Errorf("the guide %s names no address of a provider: %w", c.Guide.ID, err)
	}
	g, err := c.Guide.At(c.URL, provider.Scheme+"://"+provider.Host)
	if err != nil {
		return nil, err
	}
	if c.Service != "" {
		g.Service = c.Service
	}
	if guide.NewService(g.Service).Key == "" {
		return nil, fmt.Errorf("nothing is left of the service's name %q: Rocket.Chat keeps a-z, 0-9 and the underscore", g.Service)
	}
	return g, nil
}

// find adds a finding; topic is what the guide is asked about, and may be empty.
func (e *examination) find(topic guide.Topic, f diagnosis.Finding) {
	if topic != "" {
		f = f.About(e.Guide, topic)
	}
	e.report.Findings = append(e.report.Findings, f)
}

func (e *examination) note(text string, args ...any) {
	e.report.Notes = append(e.report.Notes, fmt.Sprintf(text, args...))
}

func (e *examination) unseen(text string, args ...any) {
	e.report.Unseen = append(e.report.Unseen, fmt.Sprintf(text, args...))
}
