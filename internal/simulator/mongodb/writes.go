package mongodb

import (
	"context"
	"slices"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
)

// Writes counts the writes to one collection that the server's own client has had
// answered. What was read of a document, or of the collection, is still true as
// long as the number is the one from before the reading: a write that is under way
// may show or not. Writes of other clients are not counted.
type Writes struct {
	mu    sync.Mutex
	total uint64
	whole uint64            // those that may be about any document
	each  map[string]uint64 // the others, by _id; forgotten when there are many
	last  []string          // the last of the others
	lost  bool              // one ended without an answer: it may take effect at any time
}

// memory is how many writes are known one by one, and of how many documents; a
// reader who comes later reads everything again.
const memory = 1024

// Of is the number for a document.
func (w *Writes) Of(id string) uint64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.expectAnything()
	return w.whole + w.each[id]
}

// Since is the number for the collection, and lists the documents that were
// written since it was another; ok is false if that may be any.
func (w *Writes) Since(before uint64) (ids []string, now uint64, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.expectAnything()
	if w.total-before > uint64(len(w.last)) {
		return nil, w.total, false
	}
	ids = slices.Clone(w.last[len(w.last)-int(w.total-before):])
	slices.Sort(ids)
	return slices.Compact(ids), w.total, true
}

func (w *Writes) expectAnything() {
	if w.lost {
		w.anything()
	}
}

// anything counts a write to no document that is known. No number that was ever
// told for a document is above total, so that each has a new one now.
func (w *Writes) anything() {
	w.total++
	w.whole = w.total
	w.last = nil
	clear(w.each)
}

// note counts a write to documents, or with nil to any.
func (w *Writes) note(ids []string, lost bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lost = w.lost || lost
	if ids == nil {
		w.anything()
	}
	for _, id := range ids {
		w.total++
		w.each[id]++
		w.last = append(w.last, id)
	}
	if len(w.each) > memory {
		w.anything()
	}
	if len(w.last) > 2*memory {
		w.last = slices.Clone(w.last[len(w.last)-memory:])
	}
}

// Writes counts the writes to a collection from the first call on.
func (s *Server) Writes(database, collection string) *Writes {
	return s.ledger.of(namespace{database, collection})
}

type namespace struct{ database, collection string }

// ledger has the counts of all collections that somebody asked for.
type ledger struct {
	mu    sync.Mutex
	pages map[namespace]*Writes
	open  map[int64]write // under way, by request
}

func newLedger() *ledger {
	return &ledger{pages: map[namespace]*Writes{}, open: map[int64]write{}}
}

func (l *ledger) of(n namespace) *Writes {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.pages[n] == nil {
		l.pages[n] = &Writes{each: map[string]uint64{}}
	}
	return l.pages[n]
}

// monitor sees each command of the client before it is sent and after its end.
func (l *ledger) monitor() *event.CommandMonitor {
	return &event.CommandMonitor{
		Started: func(_ context.Context, e *event.CommandStartedEvent) {
			if w, is := writeOf(e.DatabaseName, e.CommandName, e.Command); is {
				l.begin(e.RequestID, w)
			}
		},
		Succeeded: func(_ context.Context, e *event.CommandSucceededEvent) { l.end(e.RequestID, false) },
		Failed:    func(_ context.Context, e *event.CommandFailedEvent) { l.end(e.RequestID, true) },
	}
}

func (l *ledger) begin(request int64, w write) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open[request] = w
}

func (l *ledger) end(request int64, failed bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if w, is := l.open[request]; is {
		delete(l.open, request)
		l.note(w, failed)
	}
}

// note tells every collection that a write concerns; the lock is held.
func (l *ledger) note(w write, lost bool) {
	for n, page := range l.pages {
		if n.database == w.database && (w.collection == "" || n.collection == w.collection) {
			page.note(w.ids, lost || w.dropped)
			if w.dropped { // whoever has the page is not told any more, and must not rely on it
				delete(l.pages, n)
			}
		}
	}
}

// write is what a command may change.
type write struct {
	database   string
	collection string   // empty: any
	ids        []string // nil: any document
	dropped    bool     // the whole database
}

// writeOf reads a command; is is false for one that only reads.
func writeOf(database, name string, command bson.Raw) (w write, is bool) {
	w.database = database
	w.collection, _ = command.Lookup(name).StringValueOK()
	switch name {
	case "find", "aggregate", "count", "distinct", "getMore", "killCursors", "explain", "create", "createIndexes",
		"listCollections", "listIndexes", "hello", "ping", "endSessions":
		return w, false
	case "insert":
		w.ids = ids(command, "documents", "")
	case "update":
		w.ids = ids(command, "updates", "q")
	case "delete":
		w.ids = ids(command, "deletes", "q")
	case "findAndModify":
		query, _ := command.Lookup("query").DocumentOK()
		if id, only := onlyID(query); only {
			w.ids = []string{id}
		}
	case "dropDatabase":
		w.collection, w.dropped = "", true
	}
	return w, true
}

// ids are the texts _id of the documents in a list, or of the filters that they
// hold and that ask for nothing else. It is nil if one has none.
func ids(command bson.Raw, list, filter string) []string {
	array, _ := command.Lookup(list).ArrayOK()
	values, err := array.Values()
	if err != nil {
		return nil
	}
	var found []string
	for _, v := range values {
		document, _ := v.DocumentOK()
		id, ok := document.Lookup("_id").StringValueOK()
		if filter != "" {
			document, _ = document.Lookup(filter).DocumentOK()
			id, ok = onlyID(document)
		}
		if !ok {
			return nil
		}
		found = append(found, id)
	}
	return found
}

// onlyID is the text _id that a filter asks for, and nothing else.
func onlyID(filter bson.Raw) (id string, ok bool) {
	if elements, err := filter.Elements(); err != nil || len(elements) != 1 {
		return "", false
	}
	return filter.Lookup("_id").StringValueOK()
}
