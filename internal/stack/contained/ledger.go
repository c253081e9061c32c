package contained

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// ledger is a folder of this user on this machine that says which stacks are in
// use. Each stack and each run has a file there, which the process that uses it
// holds locked: the lock goes with the process, however that ends. What a stack
// is made of stands in Docker, by label.
type ledger struct {
	folder string
	host   string
}

// openLedger makes the folder. host tells the stacks of this ledger from those
// of others on the same Docker.
func openLedger(folder string) (*ledger, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder that says which containers are in use: %w", err)
	}
	name, err := os.Hostname()
	if err != nil {
		return nil, fmt.Errorf("finding this machine's name: %w", err)
	}
	sum := sha256.Sum256([]byte(name + "\x00" + folder))
	return &ledger{folder: folder, host: hex.EncodeToString(sum[:6])}, nil
}

// errInUse says that another process uses a stack or is a run.
var errInUse = errors.New("in use by another process")

// claim locks the entry of a stack or run for this process, or returns
// errInUse. A new entry is empty.
func (l *ledger) claim(kind, id string) (*claim, error) {
	return l.lock(kind, id, syscall.LOCK_EX|syscall.LOCK_NB)
}

// enter makes and locks the entry of something new. Nobody else knows its id;
// who holds the entry is about to forget it for one of nothing, see tidy.
func (l *ledger) enter(kind, id string) (*claim, error) { return l.lock(kind, id, syscall.LOCK_EX) }

func (l *ledger) lock(kind, id string, how int) (*claim, error) {
	path := filepath.Join(l.folder, kind+"-"+id)
	for {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, fmt.Errorf("noting that the %s %s is in use: %w", kind, id, err)
		}
		c, err := lock(file, how)
		if c != nil || err != nil {
			return c, err
		}
	}
}

// lock locks an open entry. It returns nil if somebody has forgotten the entry
// since it was opened: then the lock is on a file that nobody else finds.
func lock(file *os.File, how int) (*claim, error) {
	if err := syscall.Flock(int(file.Fd()), how); err != nil {
		return nil, errors.Join(errInUse, file.Close())
	}
	mine, err := file.Stat()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("looking at %s: %w", file.Name(), err), file.Close())
	}
	found, err := os.Stat(file.Name())
	if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(mine, found) {
		return nil, file.Close()
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	word, err := io.ReadAll(file)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("reading %s: %w", file.Name(), err), file.Close())
	}
	return &claim{file: file, word: strings.TrimSpace(string(word))}, nil
}

// busy reports whether some process, this one included, holds the entry.
func (l *ledger) busy(kind, id string) (bool, error) {
	c, err := l.claim(kind, id)
	if errors.Is(err, errInUse) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if c.word == "" {
		return false, c.forget()
	}
	return false, c.release()
}

// claim is a locked entry.
type claim struct {
	file *os.File
	word string // what the entry says: empty, "kept", or "run <id>"
}

// say writes what the next process has to know.
func (c *claim) say(word string) error {
	if err := c.file.Truncate(0); err != nil {
		return fmt.Errorf("writing %s: %w", c.file.Name(), err)
	}
	if _, err := c.file.WriteAt([]byte(word+"\n"), 0); err != nil {
		return fmt.Errorf("writing %s: %w", c.file.Name(), err)
	}
	c.word = word
	return nil
}

// release unlocks the entry and leaves it to others.
func (c *claim) release() error { return c.file.Close() }

// forget removes the entry: what it stood for is gone.
func (c *claim) forget() error { return errors.Join(os.Remove(c.file.Name()), c.file.Close()) }
