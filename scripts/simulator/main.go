// Command simulator runs the simulated Rocket.Chat and the emulated provider
// of one guide by themselves, on plain HTTP at fixed loopback addresses:
//
//	go run ./scripts/simulator [--guide clavex] [--release 8.9.0] [--configure]
//
// Unlike in the suites, rate limits and the two seconds that settings take are
// on. The guide's names are replaced by the addresses. The administrator's
// password is read from GONOGO_ADMIN_PASSWORD; without it one is made up and
// written to a file that only you can read. Ctrl-C ends everything.
//
// Exit status: 0 after Ctrl-C, 2 when the simulator cannot start.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// flags is the command line.
type flags struct {
	Guide      string `default:"clavex" help:"Guide whose provider is emulated."`
	Release    string `help:"Rocket.Chat release to simulate; without it, the project's default."`
	Rocketchat string `default:"127.0.0.1:3000" help:"Loopback address of Rocket.Chat."`
	Provider   string `default:"127.0.0.1:9999" help:"Loopback address of the provider."`
	Admin      string `default:"gonogo-admin" help:"User name of the administrator."`
	Person     string `help:"Somebody to create at the provider (an e-mail address), with the administrator's password."`
	Configure  bool   `help:"Follow the guide: register the client, add the service, write its settings."`
}

// process is what the command takes from its surroundings.
type process struct {
	getenv         func(string) string
	stdout, stderr io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := process{os.Getenv, os.Stdout, os.Stderr}.main(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

// main returns the exit status.
func (p process) main(ctx context.Context, args []string) int {
	f, help, err := p.parse(args)
	if err == nil && !help {
		err = p.run(ctx, f)
	}
	if err != nil {
		fmt.Fprintln(p.stderr, "simulator:", err)
		return 2
	}
	return 0
}

// parse reads the command line; help reports that it only asked for help,
// which has been printed.
func (p process) parse(args []string) (f flags, help bool, err error) {
	parser, err := kong.New(&f,
		kong.Name("simulator"),
		kong.Description("Run the simulated Rocket.Chat and the emulated provider of one guide until Ctrl-C."),
		kong.Writers(p.stdout, p.stderr),
		kong.Exit(func(int) { help = true }),
	)
	if err != nil {
		return f, false, err
	}
	_, err = parser.Parse(args)
	if help {
		return f, true, nil
	}
	return f, false, err
}
