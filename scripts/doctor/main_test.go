package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/simulator"
	"gonogo/internal/stack"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"doctor": main})
}

// TestCommand runs the scripts in testdata, each on a simulated workspace of its
// own that follows the guide authentik: CHAT and PROVIDER are its addresses, ADMIN_ID
// and TOKEN an administrator's, TOTP the secret of ben's authenticator.
func TestCommand(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:   "testdata",
		Setup: workspace,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"setting": setting,
			"valid":   valid,
		},
	})
}

const stackKey, password = "stack", "open sesame"

// workspace opens the simulator of a script.
func workspace(env *testscript.Env) error {
	g, err := guide.Load(fixtures.Files, "authentik")
	if err != nil {
		return err
	}
	r, err := release.New("7.1.0")
	if err != nil {
		return err
	}
	ctx := context.Background()
	s, err := simulator.Open(ctx, simulator.Options{
		Guide: g, Release: r, Debounce: time.Millisecond, Admin: simulator.Admin{Username: "root", Password: password},
		Addresses: &simulator.Addresses{RocketChat: "127.0.0.1:0", Provider: "127.0.0.1:0"},
	})
	if err != nil {
		return err
	}
	env.Defer(func() {
		if err := s.Close(ctx); err != nil {
			env.T().Fatal(err)
		}
	})
	if _, err := stack.Configure(ctx, s); err != nil {
		return err
	}
	ada := provider.Person{Login: "ada", Username: "ada", Email: "ada@acme.eu", Name: "Ada", Password: password}
	ben := provider.Person{Login: "ben", Username: "ben", Email: "ben@acme.eu", Name: "Ben", Password: password, Authenticator: provider.NewAuthenticator()}
	if err := errors.Join(s.Provider().Put(ctx, ada), s.Provider().Put(ctx, ben)); err != nil {
		return err
	}
	env.Setenv("TOTP", string(ben.Authenticator))
	env.Values[stackKey] = s
	env.Setenv("CHAT", s.RocketChatURL())
	host, _, _ := strings.Cut(strings.TrimPrefix(s.Guide().ProviderURL, "http://"), "/")
	env.Setenv("PROVIDER", "http://"+host)
	env.Setenv("ADMIN_ID", s.Admin().UserID())
	env.Setenv("TOKEN", s.Admin().Token())
	return nil
}

// setting writes a setting of the service: setting SUFFIX VALUE.
func setting(ts *testscript.TestScript, _ bool, args []string) {
	s, ok := ts.Value(stackKey).(*simulator.Embedded)
	if !ok || len(args) != 2 {
		ts.Fatalf("usage: setting SUFFIX VALUE")
	}
	value := any(args[1])
	if args[1] == "true" || args[1] == "false" {
		value = args[1] == "true"
	}
	ctx := context.Background()
	ts.Check(stack.ApplyService(ctx, s, guide.NewService("authentik"), map[string]any{args[0]: value}))
}

// valid checks a file against the schema of reports: valid FILE.
func valid(ts *testscript.TestScript, negated bool, args []string) {
	raw, err := fixtures.Files.ReadFile("schemas/doctor.schema.json")
	ts.Check(err)
	source, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	ts.Check(err)
	compiler := jsonschema.NewCompiler()
	ts.Check(compiler.AddResource("doctor.schema.json", source))
	schema, err := compiler.Compile("doctor.schema.json")
	ts.Check(err)
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	err = schema.Validate(document)
	if negated && err == nil {
		err = errors.New(args[0] + " is valid")
	} else if negated {
		err = nil
	}
	ts.Check(err)
}

func TestHelp(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	require.Zero(t, process{os.Getenv, &stdout, &stderr}.main(t.Context(), []string{"-help"}))
	require.Contains(t, stdout.String(), "--guide-file")
	require.Empty(t, stderr.String())
}
