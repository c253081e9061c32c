package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/guide"
)

func TestEveryStatementThatIsOwedHasATestOrAReason(t *testing.T) {
	t.Parallel()
	g := &guide.Guide{ID: "acme", Statements: []guide.Statement{
		{ID: "acme.url", Kind: guide.KindSetting, Topic: "url"},
		{ID: "acme.login", Kind: guide.KindPromise, Topic: "login"},
		{ID: "acme.step", Kind: guide.KindProviderStep, Topic: "step"},
		{ID: "acme.directory", Kind: guide.KindVerification, Topic: "directory"},
	}}
	tested := func(ids ...string) claims {
		c := claims{}
		for _, id := range ids {
			c.add(id, "TestLogin/x")
		}
		return c
	}
	directory := guide.Excuse{Guide: "acme", Topic: "directory", Reason: "nothing here has one"}
	for name, tt := range map[string]struct {
		tests   claims
		reasons guide.Excuses
		want    string
	}{
		"all there": {tested("acme.url", "acme.login"), guide.Excuses{directory}, ""},
		"one open": {
			tested("acme.url"), guide.Excuses{directory},
			`acme.login: no test asserts this promise on "login", and fixtures/unasserted.yaml gives no reason`,
		},
		"a reason too many": {
			tested("acme.url", "acme.login", "acme.directory"), guide.Excuses{directory},
			`fixtures/unasserted.yaml excuses acme on "directory", where nothing is without a test: take the entry out`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			err := check(tt.reasons, []*guide.Guide{g}, tt.tests)
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.EqualError(t, err, tt.want)
		})
	}
}
