package main

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheCommitIsTold(t *testing.T) {
	t.Parallel()
	assert.Empty(t, commit(t.Context(), func(string) string { return "0123abc" }), "somebody has told it already")
	if _, err := exec.Command("git", "rev-parse", "HEAD").Output(); err != nil {
		t.Skip("this is no repository: ", err)
	}
	told := commit(t.Context(), func(string) string { return "" })
	if assert.Len(t, told, 1) {
		assert.Regexp(t, `^GONOGO_COMMIT=[0-9a-f]{40,}(-dirty)?$`, told[0])
	}
}
