// Command browser prints the path and the version of the browser that gonogo
// drives, and installs one where there is none.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"gonogo/internal/browser"
)

type options struct {
	check  bool
	engine string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var o options
	flag.BoolVar(&o.check, "check", false, "only check: install nothing")
	flag.StringVar(&o.engine, "engine", browser.Names()[0],
		"what asks the browser for its version: "+strings.Join(browser.Names(), " or "))
	flag.Parse()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "browser:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	find := browser.Ensure
	if o.check {
		find = browser.Find
	}
	path, err := find(ctx)
	if err != nil {
		return err
	}
	e, err := browser.Launch(ctx, o.engine, browser.Options{ExecPath: path})
	if err != nil {
		return err
	}
	fmt.Println(path, e.Version())
	return e.Close()
}
