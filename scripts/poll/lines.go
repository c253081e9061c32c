package main

import (
	"bytes"
	"io"
	"sync"
)

// lines writes whole lines to what others write to as well. What is left without an
// end of line by a suite that was killed is no event, and is dropped.
type lines struct {
	to   io.Writer
	turn *sync.Mutex // of all who write there
	rest []byte
}

func (l *lines) Write(text []byte) (int, error) {
	l.rest = append(l.rest, text...)
	whole := bytes.LastIndexByte(l.rest, '\n') + 1
	if whole == 0 {
		return len(text), nil
	}
	l.turn.Lock()
	_, err := l.to.Write(l.rest[:whole])
	l.turn.Unlock()
	if err != nil {
		return 0, err
	}
	l.rest = append(l.rest[:0], l.rest[whole:]...)
	return len(text), nil
}
