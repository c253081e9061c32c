package doctor

import (
	"crypto/x509"
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
)

// findUntrusted reports a certificate that is not accepted.
func (e *examination) findUntrusted(one end) {
	e.find("", diagnosis.Finding{
		Cause: diagnosis.CertificateUntrusted, Where: origin(one.address()), Found: one.reason,
		Problem: "The provider's certificate is not trusted.",
		Fix:     "Let the provider have a certificate of a public authority, or give Rocket.Chat's server the provider's authority by NODE_EXTRA_CA_CERTS.",
	})
}

// findURL reports a base below which nothing is as it should be.
func (e *examination) findURL(one end) {
	label, asked := e.labelled("url", "URL"), e.wanted.text("url")
	f := diagnosis.Finding{
		Cause: diagnosis.URLWrong, Where: e.service.SettingID("url"), Found: e.config.text("url"), Wanted: asked,
		Problem: fmt.Sprintf("%s is not the provider's: %s (%s).", label, one.address(), one.String()),
		Fix:     fmt.Sprintf("Set %s to %s.", label, shown(asked)),
	}
	if f.Found == f.Wanted || e.Elsewhere {
		f.Wanted = ""
		f.Problem = fmt.Sprintf("Nothing of the provider is below %s: %s (%s).", label, one.address(), one.String())
		f.Fix = fmt.Sprintf("Set %s to the address at which the provider serves this organisation.", label)
	}
	e.find("url", f)
}

// judgeSlash: the doubled slash is the root of what is broken below the URL; a
// provider that takes it leaves only a note. One that redirects the server's
// requests to a single slash does not take it: whether a POST survives that is
// up to the HTTP client of the release.
func (e *examination) judgeSlash(ends []end) {
	label := e.labelled("url", "URL")
	for _, one := range ends {
		if one.nature != sound && !e.absolute(one.suffix) || one.redirected {
			e.find("url", diagnosis.Finding{
				Cause: diagnosis.URLTrailingSlash, Where: e.service.SettingID("url"),
				Found: e.config.text("url"), Wanted: strings.TrimRight(e.config.text("url"), "/"),
				Problem: fmt.Sprintf("%s ends in a slash, so that addresses get two: %s (%s).", label, one.address(), one.String()),
				Fix:     fmt.Sprintf("Take the slash at the end of %s away.", label),
			})
			return
		}
	}
	e.note("%s ends in a slash; the provider takes the addresses with two all the same", label)
	e.slashTaken = true
}

// findUnreachable reports a provider of which no endpoint answers.
func (e *examination) findUnreachable(one end) {
	e.find("url", diagnosis.Finding{
		Cause: diagnosis.ProviderUnreachable, Where: origin(one.address()), Found: one.reason,
		Problem: "The provider does not answer at its address.",
		Fix:     "Start the provider, and see that Rocket.Chat's server and people's browsers reach it by that name.",
	})
}

// findFailing reports a provider that fails altogether.
func (e *examination) findFailing(one end) {
	e.find(guide.TopicEndpoints, diagnosis.Finding{
		Cause: diagnosis.AuthorizeFailing, Where: origin(one.address()), Found: one.String(),
		Problem: "The provider answers everything with an error of its own.",
		Fix:     "Look into the provider's log; nothing in Rocket.Chat mends this.",
	})
}

// findPath reports a path that leads nowhere.
func (e *examination) findPath(one end) {
	label := e.labelled(one.suffix, one.label)
	f := diagnosis.Finding{
		Cause: map[string]diagnosis.Cause{
			"authorize_path": diagnosis.AuthorizePathWrong, "token_path": diagnosis.TokenPathWrong, "identity_path": diagnosis.IdentityPathWrong,
		}[one.suffix],
		Where: one.address(), Found: e.config.text(one.suffix), Wanted: e.wanted.text(one.suffix),
		Problem: fmt.Sprintf("%s does not lead to the provider's endpoint (%s).", label, one.String()),
		Fix:     fmt.Sprintf("Set %s to %s.", label, shown(e.wanted.text(one.suffix))),
	}
	if f.Found == f.Wanted || f.Wanted == "" {
		f.Wanted = ""
		f.Fix = fmt.Sprintf("Ask the provider for its endpoint; %s is as the guide has it.", label)
	}
	if e.config.modern && absolute(f.Found) {
		f.Fix += " With " + modernFlow + " on, absolute addresses do not work."
	}
	e.find(topic(one.suffix), f)
}

// findTrouble reports an endpoint that does not do its work though the settings
// lead to it.
func (e *examination) findTrouble(one end) {
	name := map[string]string{"authorize_path": "authorize", "token_path": "token", "identity_path": "identity"}[one.suffix]
	what := map[nature]string{
		down: "answers no connection", slow: fmt.Sprintf("does not answer within %s, as long as Rocket.Chat waits", e.Patience),
		failing: "fails", odd: "does not answer with JSON",
	}[one.nature]
	e.find(topic(one.suffix), diagnosis.Finding{
		Cause: causeOf(one), Where: one.address(), Found: one.String(),
		Problem: fmt.Sprintf("The provider's %s endpoint %s.", name, what),
		Fix:     "Look into the provider's log, and into what stands between Rocket.Chat and the provider; the settings lead to the right place.",
	})
}

// noteChain tells whose certificates only this machine is known to trust.
func (e *examination) noteChain(ends []end) {
	var told []string
	for _, one := range ends {
		if one.tls == nil || len(one.tls.PeerCertificates) == 0 || slices.Contains(told, one.at.Host) || public(one.tls.PeerCertificates) {
			continue
		}
		told = append(told, one.at.Host)
		e.note("the certificate of %s is of no public authority: Rocket.Chat's server needs NODE_EXTRA_CA_CERTS with that authority", one.at.Host)
	}
}

// public tells whether the system's authorities vouch for a chain.
func public(chain []*x509.Certificate) bool {
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		return true // nothing to compare with
	}
	_, err = chain[0].Verify(x509.VerifyOptions{Roots: roots, Intermediates: between})
	return err == nil
}
