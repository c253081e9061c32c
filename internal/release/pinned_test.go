package release_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
)

// beyondTheSimulator are the switches that it has no part in, and why.
func beyondTheSimulator() map[release.Behaviour]string {
	return map[release.Behaviour]string{
		release.OplogTailing: "only a real server follows a log of MongoDB's",
	}
}

// Every switch is obeyed by the simulator and asserted on both sides by a test.
// The list of those tests is kept beside this one; GONOGO_UPDATE=1 writes it anew.
func TestEverySwitchIsSimulatedAndPinned(t *testing.T) {
	t.Parallel()
	names := constants(t)
	obeyed, pinned := map[string]bool{}, map[string][]string{}
	for _, root := range []string{"../simulator", "../../containers/rocketchat"} {
		walk(t, root, func(path string, file *ast.File) {
			if strings.HasSuffix(path, "_test.go") {
				notePins(file, filepath.Base(filepath.Dir(path)), pinned)
			} else {
				noteUses(file, obeyed)
			}
		})
	}
	var list strings.Builder
	for _, s := range release.Switches() {
		name := names[s.Behaviour]
		_, beyond := beyondTheSimulator()[s.Behaviour]
		assert.NotEqual(t, beyond, obeyed[name], "release.%s: obeyed by the simulator, or listed as beyond it", name)
		assert.NotEmpty(t, pinned[name], "release.%s: no test plays releasetest.Sides of it", name)
		fmt.Fprintf(&list, "%s %s\n    source: %s\n    tests: %s\n", s.Behaviour, s.Range, s.Source, strings.Join(pinned[name], ", "))
	}
	golden := filepath.Join("testdata", "pinned.txt")
	if os.Getenv("GONOGO_UPDATE") != "" {
		require.NoError(t, os.WriteFile(golden, []byte(list.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), list.String())
}

// constants maps each behaviour to the name of its constant.
func constants(t *testing.T) map[release.Behaviour]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "behaviour.go", nil, 0)
	require.NoError(t, err)
	names := map[release.Behaviour]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if text, ok := spec.Values[0].(*ast.BasicLit); ok && text.Kind == token.STRING {
			value, err := strconv.Unquote(text.Value)
			require.NoError(t, err)
			names[release.Behaviour(value)] = spec.Names[0].Name
		}
		return true
	})
	require.Len(t, names, len(release.Switches()), "every behaviour is switched, and once")
	return names
}

// walk parses every Go file below root.
func walk(t *testing.T, root string, visit func(path string, file *ast.File)) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err == nil {
			visit(path, file)
		}
		return err
	}))
}

// noteUses notes the names X of every release.X in a file.
func noteUses(file *ast.File, into map[string]bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		if name, ok := member(n, "release"); ok {
			into[name] = true
		}
		return true
	})
}

// notePins notes the tests that call releasetest.Sides(t, release.X, …).
func notePins(file *ast.File, folder string, into map[string][]string) {
	for _, d := range file.Decls {
		function, ok := d.(*ast.FuncDecl)
		if !ok || !strings.HasPrefix(function.Name.Name, "Test") {
			continue
		}
		test := folder + "." + function.Name.Name
		ast.Inspect(function, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			called, _ := member(call.Fun, "releasetest")
			name, ok := member(call.Args[1], "release")
			if called == "Sides" && ok && !slices.Contains(into[name], test) {
				into[name] = append(into[name], test)
			}
			return true
		})
	}
}

// member is the X of pkg.X.
func member(n ast.Node, pkg string) (name string, ok bool) {
	selector, ok := n.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	of, ok := selector.X.(*ast.Ident)
	return selector.Sel.Name, ok && of.Name == pkg
}
