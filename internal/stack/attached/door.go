package attached

import (
	"context"
	"fmt"
	"net"
	"sync"
)

// door is the listener of an emulator. It can be shut, so that the operating
// system refuses connections, and opened again at the same address.
type door struct {
	address net.Addr

	mu     sync.Mutex
	inner  net.Listener          // nil while it is shut
	opened chan struct{}         // closed when it is not shut, or is closed
	inside map[*visitor]struct{} // connections that are open
	closed bool
}

func newDoor(l net.Listener) *door {
	d := &door{address: l.Addr(), inner: l, opened: make(chan struct{}), inside: map[*visitor]struct{}{}}
	close(d.opened)
	return d
}

// Accept waits for the next connection, also while the door is shut.
func (d *door) Accept() (net.Conn, error) {
	for {
		l, opened := d.current()
		if l == nil {
			<-opened
			continue
		}
		c, err := l.Accept()
		if err == nil {
			return d.enter(c), nil
		}
		if d.goesOn(l) {
			continue
		}
		return nil, err
	}
}

func (d *door) current() (net.Listener, <-chan struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.inner, d.opened
}

// goesOn tells whether a listener has ended because the door was shut.
func (d *door) goesOn(l net.Listener) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.closed && d.inner != l
}

// shut ends the listener and every connection that came through it.
func (d *door) shut() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.inner == nil || d.closed {
		return nil
	}
	err := d.inner.Close()
	d.inner, d.opened = nil, make(chan struct{})
	for v := range d.inside {
		_ = v.Conn.Close() // whoever is inside may have gone by itself
	}
	return err
}

// open listens again. Another program may have taken the address.
func (d *door) open(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.inner != nil || d.closed {
		return nil
	}
	l, err := new(net.ListenConfig).Listen(ctx, d.address.Network(), d.address.String())
	if err != nil {
		return fmt.Errorf("listening again for the emulator: %w", err)
	}
	d.inner = l
	close(d.opened)
	return nil
}

// Close implements net.Listener. A server closes its connections itself.
func (d *door) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return net.ErrClosed
	}
	d.closed = true
	if d.inner == nil {
		d.inner = ended{d.address}
		close(d.opened)
		return nil
	}
	return d.inner.Close()
}

// Addr implements net.Listener.
func (d *door) Addr() net.Addr { return d.address }

func (d *door) enter(c net.Conn) net.Conn {
	d.mu.Lock()
	defer d.mu.Unlock()
	v := &visitor{c, d}
	d.inside[v] = struct{}{}
	return v
}

// visitor is a connection that tells the door when it goes.
type visitor struct {
	net.Conn
	door *door
}

// Close implements net.Conn.
func (v *visitor) Close() error {
	v.door.mu.Lock()
	delete(v.door.inside, v)
	v.door.mu.Unlock()
	return v.Conn.Close()
}

// ended is a listener that was closed while it was shut.
type ended struct{ address net.Addr }

// Accept implements net.Listener.
func (ended) Accept() (net.Conn, error) { return nil, net.ErrClosed }

// Close implements net.Listener.
func (ended) Close() error { return net.ErrClosed }

// Addr implements net.Listener.
func (e ended) Addr() net.Addr { return e.address }
