package simulator

import "gonogo/internal/simulator/front"

// inside is the provider's name on the stack's own network, as the alias of a
// container would be.
const inside = "provider"

// InsideURL is the provider's address by a name without a dot, which Rocket.Chat
// reaches and, from 8.2 on, refuses to fetch pictures from (§6.2). It is empty
// where the provider has a fixed address.
func (e *Embedded) InsideURL() string {
	if e.addressed {
		return ""
	}
	return "http://" + inside
}

// serveInside lets the provider answer by that name.
func (e *Embedded) serveInside(n *front.Network) {
	if !e.addressed {
		n.HandlePlain(inside, e.provider)
	}
}
