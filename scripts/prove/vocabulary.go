package main

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gonogo/scripts/internal/prebuilt"
)

// vocabularyPackage is where the checks are.
const vocabularyPackage = "gonogo/internal/scenario"

// vocabulary lists the checks that scenarios are made of: the functions that call
// Run.Check, as the attribute gonogo.check names them ("Person.IsLoggedIn").
func vocabulary(ctx context.Context) ([]string, error) {
	folder, err := prebuilt.Folder(ctx, vocabularyPackage)
	if err != nil {
		return nil, err
	}
	var words []string
	files := token.NewFileSet()
	sources, err := fs.Glob(os.DirFS(folder), "*.go")
	if err != nil {
		return nil, fmt.Errorf("listing the sources of %s: %w", vocabularyPackage, err)
	}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, filepath.Join(folder, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("reading the checks: %w", err)
		}
		words = append(words, checksIn(file)...)
	}
	slices.Sort(words)
	return slices.Compact(words), nil
}

// checksIn are the methods of a file that make a check.
func checksIn(file *ast.File) []string {
	var words []string
	for _, declared := range file.Decls {
		f, ok := declared.(*ast.FuncDecl)
		if !ok || f.Recv == nil || !makesCheck(f) {
			continue
		}
		receiver := f.Recv.List[0].Type
		if pointer, ok := receiver.(*ast.StarExpr); ok {
			receiver = pointer.X
		}
		if named, ok := receiver.(*ast.Ident); ok {
			words = append(words, named.Name+"."+f.Name.Name)
		}
	}
	return words
}

func makesCheck(f *ast.FuncDecl) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if called, ok := call.Fun.(*ast.SelectorExpr); ok && called.Sel.Name == "Check" {
				found = true
			}
		}
		return !found
	})
	return found
}
