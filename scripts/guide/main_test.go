package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/gotooltest"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"guide": main})
}

// TestCommand runs the scripts in testdata. They may use the go command with
// this machine's build cache.
func TestCommand(t *testing.T) {
	t.Parallel()
	params := testscript.Params{Dir: "testdata"}
	require.NoError(t, gotooltest.Setup(&params))
	testscript.Run(t, params)
}
