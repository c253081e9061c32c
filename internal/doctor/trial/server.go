package trial

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/asn1"
	"net/url"
	"slices"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/ssrf"
)

// blameServer explains why Rocket.Chat's server fails where everything works from
// here: it sees the provider otherwise.
func (t *trier) blameServer() {
	address := t.config.endpoint("tokenPath")
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	where := u.Scheme + "://" + u.Host
	inside := t.seen.address != nil && t.seen.address.IsPrivate() || ssrf.Refuses(u.Hostname())
	switch {
	case t.Release.Has(release.SSRFGuardOnLogin) && inside:
		t.found(diagnosis.ReleaseBug, where, "this release refuses providers at private addresses", "")
	case t.seen.tls != nil && !publiclyTrusted(t.seen.tls):
		t.found(diagnosis.CertificateUntrusted, where, "a certificate that no public authority has signed", "")
	default:
		t.found(diagnosis.ProviderUnreachable, where, "an answer from here, none from Rocket.Chat's server", "")
	}
}

// publiclyTrusted tells whether servers trust a certificate that nobody has told
// about its authority. The certificates of this machine are asked first; among them
// may be a company's authority. Public ones put proofs of publication into every
// certificate, which a company's own does not (RFC 6962, section 3.3).
func publiclyTrusted(state *tls.ConnectionState) bool {
	if len(state.PeerCertificates) == 0 {
		return false
	}
	leaf, between := state.PeerCertificates[0], x509.NewCertPool()
	for _, c := range state.PeerCertificates[1:] {
		between.AddCert(c)
	}
	if _, err := leaf.Verify(x509.VerifyOptions{DNSName: state.ServerName, Intermediates: between}); err != nil {
		return false
	}
	proofs := asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11129, 2, 4, 2}
	for _, extension := range leaf.Extensions {
		if extension.Id.Equal(proofs) {
			return true
		}
	}
	return slices.ContainsFunc(state.SignedCertificateTimestamps, func(proof []byte) bool { return len(proof) > 0 })
}
