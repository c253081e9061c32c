// Package devtools is the narrow interface between the pages of package
// browser and the library that talks to Chromium: commands and events of the
// DevTools protocol, addressed to one session each.
//
// Both engines implement [Conn]; everything above it is shared, so they behave
// the same.
package devtools

import (
	"context"
	"fmt"
	"io"
)

// Conn is a library's connection to one browser process.
type Conn interface {
	// Start sends a command and returns where its answer will arrive: exactly
	// one Reply. An empty session addresses the browser itself. Commands for one
	// session reach the browser in the order in which they were started.
	Start(ctx context.Context, session, method string, params []byte) <-chan Reply
	// Done is closed when the connection is lost or closed.
	Done() <-chan struct{}
	// Close ends the connection.
	Close() error
}

// Opener connects a library to a browser that was started with
// --remote-debugging-pipe. It hands every event to handle, in order and one at
// a time; handle must not block.
type Opener func(p Pipe, handle func(Event)) (Conn, error)

// Pipe is the parent's side of the two debugging pipes. A message ends with
// a zero byte in both directions.
type Pipe struct {
	// FromBrowser carries answers and events.
	FromBrowser io.ReadCloser
	// ToBrowser carries commands.
	ToBrowser io.WriteCloser
}

// Event is something that the browser reports by itself.
type Event struct {
	// Session is empty for events of the browser itself.
	Session string
	// Method is the event's name: "Page.frameNavigated".
	Method string
	// Params is the JSON object of its parameters.
	Params []byte
}

// Reply is the answer to one command.
type Reply struct {
	// Result is the JSON object that the browser returned.
	Result []byte
	// Err is an [*Error] where the browser refused the command.
	Err error
}

// Error is the browser's refusal of a command.
type Error struct {
	Code    int64
	Message string
}

// Error satisfies the error interface.
func (e *Error) Error() string { return fmt.Sprintf("%s (%d)", e.Message, e.Code) }

// ErrLost is the answer to every command once the connection has ended.
const ErrLost = connectionError("the connection to the browser is lost")

type connectionError string

// Error satisfies the error interface.
func (e connectionError) Error() string { return string(e) }
