package simulator

import (
	"net/http"

	"gonogo/internal/simulator/seeded"
)

// serverClient is how Rocket.Chat's server reaches the provider.
func (e *Embedded) serverClient(o Options) *http.Client {
	if o.Seeded.Has(seeded.CertificateUnchecked) {
		return e.network.Client()
	}
	return e.network.ServerClient()
}
