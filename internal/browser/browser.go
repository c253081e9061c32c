// Package browser drives real browsers through one narrow interface. An
// [Engine] is one browser process; a [Session] in it is one person's browser:
// cookies and storage of its own; a [Page] is a tab or a popup window.
//
// Everything waits on state (URL, element, storage, request), never on time.
// Each method that waits ends with the context, and its error says what was
// awaited and what the page showed instead.
package browser

import (
	"context"
	"time"
)

// Engine is one browser process.
type Engine interface {
	// Name is the word that GONOGO_ENGINE uses: "chromedp" or "rod".
	Name() string
	// Version is the product that the browser reports: "Chrome/156.0.8078.79".
	Version() string
	// NewSession opens an isolated browser context.
	NewSession(ctx context.Context, o SessionOptions) (Session, error)
	// Left lists in words the contexts that are in the browser, with their windows:
	// those of sessions that are open, and any that a closed session has left behind.
	Left(ctx context.Context) ([]string, error)
	// Close ends the process and removes its profile.
	Close() error
}

// SessionOptions shape one session.
type SessionOptions struct {
	// Proxy is the address of the stack's own network ("http://127.0.0.1:1234");
	// empty for a direct connection, which reaches loopback only.
	Proxy string
	// BlockPopups makes window.open fail as a popup blocker does.
	BlockPopups bool
	// BlockThirdPartyCookies is the browser's setting of that name: what a page of
	// another site brings in gets no cookies.
	BlockThirdPartyCookies bool
}

// Session is one person's browser.
type Session interface {
	// NewPage opens an empty tab.
	NewPage(ctx context.Context) (Page, error)
	// Pages lists the open tabs and popups, oldest first.
	Pages() []Page
	// WaitPopup waits until opener has opened a window that is still unclaimed,
	// and returns it. A popup that has closed again in the meantime is returned
	// too: its Closed channel is closed.
	WaitPopup(ctx context.Context, opener Page) (Page, error)
	// Trace is what the session has recorded so far.
	Trace() *Trace
	// Close disposes of the context with all its pages.
	Close() error
}

// Page is a tab or a popup window.
type Page interface {
	// ID names the page within its session, for records.
	ID() string
	// Goto navigates and waits for the document to be loaded.
	Goto(ctx context.Context, url string) error
	// Back goes one step back in the history.
	Back(ctx context.Context) error
	// Reload loads the document again.
	Reload(ctx context.Context) error
	// URL is the address bar; Title the document's title.
	URL(ctx context.Context) (string, error)
	Title(ctx context.Context) (string, error)
	// Eval evaluates a JavaScript expression, awaits a promise, and decodes the
	// JSON value into into (nil: dropped).
	Eval(ctx context.Context, expression string, into any) error
	// Wait waits until the JavaScript expression is truthy; it survives
	// navigations in between. what says in words what is awaited.
	Wait(ctx context.Context, what, expression string) error
	// WaitVisible waits until the element is there and visible.
	WaitVisible(ctx context.Context, l Locator) error
	// Count counts the elements that match now, without waiting.
	Count(ctx context.Context, l Locator) (int, error)
	// Text is the visible text of the first match, white space folded; it waits
	// for the element. Attribute, Style read from it in the same way; a missing
	// attribute is "". Style is the computed value of a CSS property.
	Text(ctx context.Context, l Locator) (string, error)
	Attribute(ctx context.Context, l Locator, name string) (string, error)
	Style(ctx context.Context, l Locator, property string) (string, error)
	// Click waits until the element is visible, enabled and unobscured, then
	// clicks it with real mouse events (so that popups count as the person's).
	Click(ctx context.Context, l Locator) error
	// Fill waits for the field, empties it and types text into it.
	Fill(ctx context.Context, l Locator, text string) error
	// HTML is the page source as it stands; Screenshot a PNG.
	HTML(ctx context.Context) (string, error)
	Screenshot(ctx context.Context) ([]byte, error)
	// Closed is closed when the window is gone.
	Closed() <-chan struct{}
	// Close closes the window as the person would.
	Close(ctx context.Context) error
}

// Locator finds elements. The zero fields do not restrict.
type Locator struct {
	// Shadow lists the CSS selectors of shadow hosts to descend through, outermost first.
	Shadow []string
	// CSS selects the element.
	CSS string
	// Text keeps the elements whose visible text, white space folded, is exactly this.
	Text string
}

// Trace is a session's record. It is safe for concurrent use.
type Trace struct{ recorder }

// Exchange is one request with its answer; each redirect is one of its own.
// Header names have their canonical form ("Location", "Set-Cookie"), and equal
// headers are joined by line feeds.
type Exchange struct {
	Page            string
	Started         time.Time
	Duration        time.Duration
	Type            string // Chromium's resource type: "Document", "Fetch", "XHR", …
	Method          string
	URL             string
	RequestHeaders  map[string]string
	RequestBody     string
	Status          int    // 0: no answer
	Error           string // net::… text, or why it was cancelled
	ResponseHeaders map[string]string
	// ResponseBody is kept for text answers of at most 256 KiB.
	ResponseBody string
	MimeType     string
	RemoteAddr   string
}

// Message is a console message or an uncaught page error.
type Message struct {
	Page  string
	At    time.Time
	Level string // "log", "warning", "error", "exception", …
	Text  string
}
