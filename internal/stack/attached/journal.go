package attached

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"gonogo/internal/provider"
)

// entry is one thing that has to be put back: a setting with its former value,
// a service or a person's account (known by name or user name, or as lent says)
// that must go, or what must go from a live provider: somebody's identity, or a
// registration with the client id that came of it.
type entry struct {
	Setting string `json:"setting,omitempty"`
	Value   any    `json:"value,omitempty"`
	Service string `json:"service,omitempty"`
	Person  string `json:"person,omitempty"`
	Lent    *lent  `json:"lent,omitempty"`

	Provider     string                 `json:"provider,omitempty"` // address of the live provider
	Login        string                 `json:"login,omitempty"`
	Registration *provider.Registration `json:"registration,omitempty"`
	Client       string                 `json:"client,omitempty"`

	// Only replaces everything before it: all but this has been put back.
	Only []entry `json:"only,omitempty"`
}

// journal is the record of what has to be put back in one workspace, one line
// an entry, on disk before the change is made. It is locked while a run lasts:
// two runs in one workspace would put back each other's changes. It holds no
// secret.
type journal struct {
	file    *os.File
	entries []entry // oldest first
}

// errAttached says that another run is a guest of the same workspace.
var errAttached = errors.New("another run of gonogo is attached")

// openJournal opens the journal of the workspace at address, with what an
// interrupted run has left in it. With errAttached another run has it.
func openJournal(folder, address string) (*journal, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder for the record of what has to be put back: %w", err)
	}
	sum := sha256.Sum256([]byte(address))
	name := filepath.Join(folder, "attached-"+hex.EncodeToString(sum[:8])+".jsonl")
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening the record of what has to be put back: %w", err)
	}
	j := &journal{file: file}
	if err := j.lock(); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	if err := j.read(); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return j, nil
}

// lock takes the journal for this run. One that its run has removed meanwhile is
// as good as taken: there may be a new one already.
func (j *journal) lock() error {
	if err := syscall.Flock(int(j.file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return errAttached
	}
	mine, err := j.file.Stat()
	if err != nil {
		return fmt.Errorf("looking at the record of what has to be put back: %w", err)
	}
	if named, err := os.Stat(j.file.Name()); err != nil || !os.SameFile(mine, named) {
		return errAttached
	}
	return nil
}

// read takes in the lines. A last line without its end was cut off while it was
// written: its change was never made.
func (j *journal) read() error {
	raw, err := io.ReadAll(j.file)
	if err != nil {
		return fmt.Errorf("reading %s: %w", j.file.Name(), err)
	}
	for line := range bytes.Lines(raw) {
		if !bytes.HasSuffix(line, []byte("\n")) {
			return j.file.Truncate(int64(len(raw) - len(line)))
		}
		var e entry
		if err := json.Unmarshal(line, &e); err != nil {
			return fmt.Errorf("reading %s, which says what an interrupted run has changed: %w", j.file.Name(), err)
		}
		if e.Only != nil {
			j.entries = e.Only
			continue
		}
		j.entries = append(j.entries, e)
	}
	return nil
}

// add writes an entry to the disk.
func (j *journal) add(e entry) error {
	if err := j.write(e); err != nil {
		return err
	}
	j.entries = append(j.entries, e)
	return nil
}

func (j *journal) write(e entry) error {
	line, err := json.Marshal(e)
	if err == nil {
		_, err = j.file.Write(append(line, '\n'))
	}
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		return fmt.Errorf("recording what has to be put back: %w", err)
	}
	return nil
}

// keep forgets everything but some entries: the others have been put back.
func (j *journal) keep(some []entry) error {
	j.entries = some
	if len(some) > 0 {
		return j.write(entry{Only: some})
	}
	return j.file.Truncate(0)
}

// close releases the journal; an empty one leaves no file behind.
func (j *journal) close() error {
	var err error
	if len(j.entries) == 0 {
		err = os.Remove(j.file.Name())
	}
	return errors.Join(err, j.file.Close())
}

// services lists the services that must go.
func (j *journal) services() []string {
	var names []string
	for _, e := range j.entries {
		if e.Service != "" {
			names = append(names, e.Service)
		}
	}
	return names
}

// people lists those whose accounts must go.
func (j *journal) people() []entry {
	return j.having(func(e entry) bool { return e.Person != "" || e.Lent != nil })
}

// made lists what must go from live providers, oldest first.
func (j *journal) made() []entry {
	return j.having(func(e entry) bool { return e.Provider != "" })
}

func (j *journal) having(some func(entry) bool) []entry {
	var found []entry
	for _, e := range j.entries {
		if some(e) {
			found = append(found, e)
		}
	}
	return found
}

// settings lists the settings to put back, each with its first former value.
func (j *journal) settings() []entry {
	var first []entry
	seen := map[string]bool{}
	for _, e := range j.entries {
		if e.Setting != "" && !seen[e.Setting] {
			seen[e.Setting] = true
			first = append(first, e)
		}
	}
	return first
}
