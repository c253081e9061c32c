package account

import (
	"sync/atomic"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// lastSeen keeps the user whose request came last: an administrator's requests come
// by the dozen, and reading the document again took a fortieth of a run's time.
type lastSeen struct{ seen atomic.Pointer[reading] }

// reading is a document and what it says.
type reading struct {
	document bson.Raw
	user     *User
}

// decode is that of every account. The mirror hands out the same bytes until somebody writes.
func (l *lastSeen) decode(document bson.Raw, err error) (*User, error) {
	if last := l.seen.Load(); last != nil && err == nil && sameBytes(last.document, document) {
		return last.user, nil
	}
	u, err := decode(document, err)
	if u != nil {
		l.seen.Store(&reading{document, u})
	}
	return u, err
}

// sameBytes tells whether two documents are one, without looking at what they say.
func sameBytes(one, other bson.Raw) bool {
	return len(one) > 0 && len(one) == len(other) && &one[0] == &other[0]
}
