package main

import (
	"testing"
	"testing/fstest"

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
	directory := excuse{Guide: "acme", Topic: "directory", Reason: "nothing here has one"}
	for name, tt := range map[string]struct {
		tests   claims
		reasons excuses
		want    string
	}{
		"all there": {tested("acme.url", "acme.login"), excuses{directory}, ""},
		"one open": {
			tested("acme.url"), excuses{directory},
			`acme.login: no test asserts this promise on "login", and fixtures/unasserted.yaml gives no reason`,
		},
		"a reason too many": {
			tested("acme.url", "acme.login", "acme.directory"), excuses{directory},
			`fixtures/unasserted.yaml excuses acme on "directory", where nothing is without a test: take the entry out`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			err := tt.reasons.check([]*guide.Guide{g}, tt.tests)
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.EqualError(t, err, tt.want)
		})
	}
}

func TestReasonsAreReadStrictly(t *testing.T) {
	t.Parallel()
	_, err := loadExcuses(fstest.MapFS{"unasserted.yaml": {Data: []byte("- {guide: acme, topic: url, because: x}")}})
	require.ErrorContains(t, err, "unasserted.yaml: ")
	require.ErrorContains(t, err, "because")
	_, err = loadExcuses(fstest.MapFS{})
	require.ErrorContains(t, err, "reading the reasons for what no test asserts")
}
