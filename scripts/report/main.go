// Command report makes one document of result folders, and writes it in every
// form that somebody reads.
//
//	go run ./scripts/report [-against RESULTS] [-expect FILE] [-guide FILE] [-out DIR] RESULTS...
//
// RESULTS is a folder that scripts/poll has left, a folder with such folders below
// it (shards, days), or a results.json. With -against it also tells what is new
// since those results, and writes issue.md where that is bad.
//
// Exit status: 0 when there is nothing new, 1 when something needs attention: an
// unexpected verdict, a regression, a case or a shard that is gone; 2 when it
// could not do all that it was asked. What could be read is written also then.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// flags is the command line.
type flags struct {
	Against []string `sep:"none" help:"Earlier results: a folder or a results.json. Give it again for the results of several days." placeholder:"RESULTS"`
	Expect  string   `help:"File with the names of the shards that should be there, one a line." placeholder:"FILE"`
	Guide   string   `help:"Guide file of your own that the results are of (GONOGO_GUIDE_FILE), in place of the guides that gonogo knows." placeholder:"FILE"`
	Out     string   `default:".gonogo/report" help:"Folder to write to." placeholder:"DIR"`
	Results []string `arg:"" help:"Folders with results, or results.json."`
}

// process is what the command takes from its surroundings.
type process struct {
	now            func() time.Time
	lookup         func(string) (string, bool) // of the environment
	stdout, stderr io.Writer
}

// The exit statuses.
const (
	nothingNew = iota
	findings
	unable
)

func main() {
	os.Exit(process{time.Now, os.LookupEnv, os.Stdout, os.Stderr}.main(os.Args[1:]))
}

// main returns the exit status.
func (p process) main(args []string) int {
	f, help, err := p.parse(args)
	if help {
		return nothingNew
	}
	status := unable
	if err == nil {
		status, err = p.run(f)
	}
	if err == nil {
		return status
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintln(p.stderr, "report:", strings.TrimSpace(line))
	}
	return unable
}

// parse reads the command line; help reports that it only asked for help, which
// has been printed.
func (p process) parse(args []string) (f flags, help bool, err error) {
	parser, err := kong.New(&f,
		kong.Name("report"),
		kong.Description("Make reports of results, and say what is new since earlier ones."),
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

// doubleDashes also allows long flags in the manner of the go command: -out.
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
