package guide_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/guide"
)

func TestExcusesAreReadStrictly(t *testing.T) {
	t.Parallel()
	all, err := guide.LoadExcuses(fixtures.Files)
	require.NoError(t, err)
	require.NotEmpty(t, all)
	_, err = guide.LoadExcuses(fstest.MapFS{"unasserted.yaml": {Data: []byte("- {guide: acme, topic: url, because: x}")}})
	require.ErrorContains(t, err, "unasserted.yaml: ")
	require.ErrorContains(t, err, "because")
	_, err = guide.LoadExcuses(fstest.MapFS{})
	require.ErrorContains(t, err, "reading the reasons for what no test asserts")
}

func TestAnExcuseIsForOneTopicOfOneGuide(t *testing.T) {
	t.Parallel()
	all := guide.Excuses{{Guide: "acme", Topic: "url", Reason: "nobody looks"}}
	acme := &guide.Guide{ID: "acme"}
	assert.Equal(t, "nobody looks", all.Reason(acme, guide.Statement{Topic: "url"}))
	assert.Empty(t, all.Reason(acme, guide.Statement{Topic: "login"}))
	assert.Empty(t, all.Reason(&guide.Guide{ID: "other"}, guide.Statement{Topic: "url"}))
}
