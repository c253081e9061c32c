package doctor

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"gonogo/internal/doctor/diagnosis"
)

// end is one of the provider's endpoints with what it answered.
type end struct {
	suffix string // of the setting with its path
	label  string // of that setting on the administration pages
	answer
}

// probe asks the provider's three endpoints, all at once, and judges: first what
// keeps them from answering, then what they say.
func (e *examination) probe(ctx context.Context) error {
	var l landing
	var t tokens
	var i identities
	var asking sync.WaitGroup
	asking.Go(func() { l = e.begin(ctx, e.configured()) })
	asking.Go(func() { t = e.probeToken(ctx) })
	asking.Go(func() { i = e.probeIdentity(ctx) })
	asking.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	t.nature = t.form()
	ends := []end{
		{"authorize_path", "Authorize Path", l.answer},
		{"token_path", "Token Path", t.answer},
		{"identity_path", "Identity Path", i.answer},
	}
	e.judgeConnections(ends)
	e.noteChain(ends)
	if l.nature == sound && !e.limited(l.answer) {
		e.judgeAuthorize(ctx, l, t)
	}
	if t.nature == sound && !e.limited(t.answer) {
		e.judgeToken(t)
	}
	if i.nature == sound && !e.limited(i.answer) {
		e.judgeIdentity(i)
	}
	return nil
}

// limited tells whether the provider refused to be asked so often.
func (e *examination) limited(a answer) bool {
	if a.status != http.StatusTooManyRequests {
		return false
	}
	e.unseen("what %s says (it limits requests: status 429; try again later)", a.address())
	return true
}

// form is the nature of the token endpoint's answer by its form: errors are JSON
// (RFC 6749 §5.2), and so are tokens.
func (t tokens) form() nature {
	_, object := t.object()
	switch {
	case t.nature != sound || object || t.status == http.StatusUnauthorized || t.status == http.StatusTooManyRequests:
		return t.nature
	case t.status < http.StatusBadRequest || strings.Contains(t.header.Get("Content-Type"), "html"):
		return odd
	}
	return sound
}

// judgeConnections names what keeps endpoints from answering, or from answering
// as their kind does: the root where several have one, else each for itself.
func (e *examination) judgeConnections(ends []end) {
	broken := broken(ends)
	if e.trailingSlash() {
		e.judgeSlash(ends)
		broken = e.outside(broken)
	}
	switch {
	case len(broken) == 0:
	case all(broken, untrusted):
		e.findUntrusted(broken[0])
	case e.urlWrong(broken):
		e.findURL(broken[0])
		for _, one := range e.outside(broken) {
			e.judgeEnd(one)
		}
	case len(broken) == len(ends) && all(broken, down, slow):
		e.findUnreachable(broken[0])
	case len(broken) == len(ends) && all(broken, failing):
		e.findFailing(broken[0])
	default:
		for _, one := range broken {
			e.judgeEnd(one)
		}
	}
}

// judgeEnd names what is wrong with one endpoint: its path where that is not the
// guide's, else what it does.
func (e *examination) judgeEnd(one end) {
	if one.nature == untrusted {
		e.findUntrusted(one)
		return
	}
	if one.nature == missing || e.pathDiffers(one.suffix) {
		e.findPath(one)
		return
	}
	e.findTrouble(one)
}

// pathDiffers tells whether a path leads elsewhere than the guide's.
func (e *examination) pathDiffers(suffix string) bool {
	return e.differs(suffix) && !e.sameAddress(suffix)
}

// urlWrong tells whether the base is to blame: it is not the guide's and an
// endpoint below it is broken, or nothing at all is below it.
func (e *examination) urlWrong(broken []end) bool {
	below := len(broken) - len(e.outside(broken))
	if e.differs("url") && !e.trailingSlash() && !e.Elsewhere {
		return below > 0
	}
	return below == 3 && all(broken, missing, odd)
}

// trailingSlash tells whether the URL is as wanted but for a slash at its end.
func (e *examination) trailingSlash() bool {
	found, asked := e.config.text("url"), e.wanted.text("url")
	if e.Elsewhere {
		asked = strings.TrimRight(found, "/")
	}
	return found == asked+"/"
}

func broken(ends []end) []end {
	var found []end
	for _, one := range ends {
		if one.nature != sound {
			found = append(found, one)
		}
	}
	return found
}

// outside are the endpoints that do not lie below the URL.
func (e *examination) outside(ends []end) []end {
	var found []end
	for _, one := range ends {
		if e.absolute(one.suffix) {
			found = append(found, one)
		}
	}
	return found
}

// absolute tells whether a path setting holds a whole address that counts.
func (e *examination) absolute(suffix string) bool {
	return !e.config.modern && absolute(e.config.text(suffix))
}

// all tells whether every endpoint is of one of the natures.
func all(ends []end, natures ...nature) bool {
	for _, one := range ends {
		found := false
		for _, n := range natures {
			found = found || one.nature == n
		}
		if !found {
			return false
		}
	}
	return len(ends) > 0
}

// causeOf is the cause by endpoint and nature, where the setting is as it should be.
func causeOf(one end) diagnosis.Cause {
	return map[string]map[nature]diagnosis.Cause{
		"authorize_path": {down: diagnosis.AuthorizeDown, slow: diagnosis.AuthorizeDown, failing: diagnosis.AuthorizeFailing},
		"token_path":     {down: diagnosis.TokenDown, slow: diagnosis.TokenSlow, failing: diagnosis.TokenFailing, odd: diagnosis.TokenNotJSON},
		"identity_path": {down: diagnosis.IdentityDown, slow: diagnosis.IdentitySlow, failing: diagnosis.IdentityFailing,
			odd: diagnosis.IdentityNotJSON},
	}[one.suffix][one.nature]
}
