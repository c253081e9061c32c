// Command doctor tells why people cannot log in to a workspace: it compares the
// workspace with the guide that was followed, asks the provider's endpoints, and
// names what is wrong in the guide's words, with what to do.
//
//	go run ./scripts/doctor -url https://chat.acme.eu -guide clavex [-json]
//
// It changes nothing. As an administrator (GONOGO_ADMIN_ID and GONOGO_ADMIN_TOKEN,
// or GONOGO_ADMIN_USER and GONOGO_ADMIN_PASSWORD) it also looks at private
// settings and at the client secret. docs/doctor.md has the details.
//
// Exit status: 0 when nothing is wrong, 1 when something is, 2 when it could not
// look.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

// flags is the command line.
type flags struct {
	URL       string `required:"" name:"url" help:"The workspace's address as people type it."`
	Guide     string `help:"Guide that was followed." xor:"guide" required:""`
	GuideFile string `help:"A publisher's own guide file (.yaml)." xor:"guide" required:"" type:"path"`
	Provider  string `help:"Scheme and host of the provider. Without it the workspace's own URL setting is taken for right where it answers, unless -url is the guide's own address."`
	Service   string `help:"Name that was typed into Add custom OAuth, if not the guide's."`
	HAR       string `name:"har" help:"HTTP archive of a login that failed, as the browser's developer tools save it." type:"path"`
	Person    string `help:"Somebody whom the provider knows, to try a login at the provider with; the password is read from GONOGO_PERSON_PASSWORD, and the secret of an authenticator app from GONOGO_PERSON_TOTP."`
	CA        string `name:"ca" help:"PEM file with a further certificate authority to trust." type:"path"`
	JSON      bool   `name:"json" help:"Print the report as JSON (fixtures/schemas/doctor.schema.json)."`
}

// process is what the command takes from its surroundings.
type process struct {
	getenv         func(string) string
	stdout, stderr io.Writer
}

// The exit statuses.
const (
	healthy = iota
	found
	unable
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := process{os.Getenv, os.Stdout, os.Stderr}.main(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

// main returns the exit status.
func (p process) main(ctx context.Context, args []string) int {
	f, help, err := p.parse(args)
	if help {
		return healthy
	}
	status := unable
	if err == nil {
		status, err = p.run(ctx, f)
	}
	if err != nil {
		fmt.Fprintln(p.stderr, "doctor:", err)
		return unable
	}
	return status
}

// parse reads the command line; help reports that it only asked for help, which
// has been printed.
func (p process) parse(args []string) (f flags, help bool, err error) {
	parser, err := kong.New(&f,
		kong.Name("doctor"),
		kong.Description("Tell why people cannot log in to a workspace, without changing it."),
		kong.Writers(p.stdout, p.stderr),
		kong.Exit(func(int) { help = true }),
	)
	if err != nil {
		return f, false, err
	}
	_, err = parser.Parse(doubleDashes(args))
	if help {
		return f, true, nil
	}
	return f, false, err
}

// doubleDashes also allows long flags in the manner of the go command: -guide.
func doubleDashes(args []string) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		if len(arg) > 2 && arg[0] == '-' && !strings.HasPrefix(arg, "--") {
			arg = "-" + arg
		}
		out[i] = arg
	}
	return out
}
