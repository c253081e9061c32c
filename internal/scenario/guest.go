package scenario

import (
	"context"
	"fmt"
	"os"
	"testing"

	"gonogo/internal/config"
	"gonogo/internal/release"
	"gonogo/internal/report"
	"gonogo/internal/stack"
)

// visit takes the release from a Rocket.Chat that runs already, and says what
// will be done there before anything is. A selection of another release is an
// error.
func (su *Suite) visit(t testing.TB, guest stack.Guest, lookup func(string) (string, bool)) error {
	r := guest.Release()
	if _, err := config.Read(lookup, known([]string{r.Version}, r.Version)); err != nil {
		return fmt.Errorf("%s runs Rocket.Chat %s, which is what can be proven there; leave GONOGO_RELEASES unset: %w", su.config.URL, r, err)
	}
	su.releases = []release.Release{r}
	for _, line := range guest.Intentions() {
		tell(t, line)
	}
	return nil
}

// tell says something about the run as a whole, now and in its results.
func tell(t testing.TB, line string) {
	fmt.Fprintln(os.Stderr, line)
	t.Attr(report.KeyNotice, line)
}

// tellUnlisted says which releases are not listed, and what is done about it.
func (su *Suite) tellUnlisted(t testing.TB) {
	for _, r := range su.releases {
		if r.Nearest != "" {
			tell(t, fmt.Sprintf("Rocket.Chat %s is not among the releases that gonogo lists; what is known of that very version applies, and MongoDB is that of %s, the nearest lower one.", r, r.Nearest))
		}
	}
}

// pace waits until the person may start a login. Rocket.Chat limits them for an
// address, which all people here share.
func (p *Person) pace() {
	paced, ok := p.run.stack.(stack.Paced)
	if !ok {
		return
	}
	p.endLogin()
	p.run.Step("she waits until Rocket.Chat's login limit has room for her", func(ctx context.Context) (err error) {
		p.paced, err = paced.Pace(ctx)
		return err
	})
}

// endLogin says that no login of hers is under way any more.
func (p *Person) endLogin() {
	if p.paced != nil {
		p.paced()
		p.paced = nil
	}
}
