package rocketchat

import (
	"context"
	"errors"
	"io"
	"strings"

	"gonogo/internal/evidence"
)

// logged is what has a log: a container, or what a wait strategy is given.
type logged interface {
	Logs(ctx context.Context) (io.ReadCloser, error)
}

// logOf reads the lines so far, without the secrets given and others that show
// by their place.
func logOf(ctx context.Context, from logged, secrets ...string) (lines []string, err error) {
	stream, err := from.Logs(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stream.Close()) }()
	text, err := io.ReadAll(stream)
	if err != nil {
		return nil, err
	}
	clean := strings.TrimRight(evidence.NewRedactor(secrets...).String(string(text)), "\r\n")
	if clean == "" {
		return nil, nil
	}
	for line := range strings.SplitSeq(clean, "\n") {
		lines = append(lines, strings.TrimRight(line, "\r"))
	}
	return lines, nil
}
