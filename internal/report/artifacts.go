package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// artifactsFolder is where go test -artifacts puts the folders of tests, below
// the folder of the results.
const artifactsFolder = "_artifacts"

// maxStory bounds a story, in bytes: it is text about some seconds.
const maxStory = 16 << 20

// tellStories gives each record the story in its artifact folder below the folder
// of the results, and returns what could not be read.
func (d *Document) tellStories(folder string) (gaps []string) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return []string{fmt.Sprintf("the artifacts cannot be read: %v", err)}
	}
	defer func() { _ = root.Close() }() // it is only read from
	var away []string
	for i := range d.Cases {
		r := &d.Cases[i]
		if r.Artifacts == "" {
			continue
		}
		tail := below(r.Artifacts)
		if tail == "" || !isFolder(root, tail) {
			away, r.Artifacts = append(away, r.Test), ""
			continue
		}
		if r.Story, err = readStory(root, path.Join(tail, StoryFile)); err != nil {
			gaps = append(gaps, fmt.Sprintf("the story of %s cannot be told: %v", r.Test, err))
		}
		r.Artifacts = filepath.ToSlash(filepath.Join(folder, filepath.FromSlash(tail)))
	}
	if len(away) > 0 {
		gaps = append(gaps, fmt.Sprintf("the artifacts of %d of %d cases are not there, such as those of %s", len(away), len(d.Cases), away[0]))
	}
	return gaps
}

// below is the part of an artifact folder's path that is the same on every
// machine, with slashes; empty where there is none.
func below(folder string) string {
	folder = strings.ReplaceAll(folder, `\`, "/")
	i := strings.LastIndex("/"+folder, "/"+artifactsFolder+"/")
	if i < 0 {
		return ""
	}
	tail := folder[i:]
	if !filepath.IsLocal(filepath.FromSlash(tail)) {
		return ""
	}
	return path.Clean(tail)
}

func isFolder(root *os.Root, name string) bool {
	info, err := root.Stat(name)
	return err == nil && info.IsDir()
}

// readStory returns nil where a scenario has left no story.
func readStory(root *os.Root, name string) (*Story, error) {
	info, err := root.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("it is no file")
	case info.Size() > maxStory:
		return nil, fmt.Errorf("it is longer than %d MiB", maxStory>>20)
	}
	raw, err := root.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var s Story
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, fmt.Errorf("it is no story: %w", err)
	}
	if s.Format != StoryFormat {
		return nil, fmt.Errorf("its format is %q, and %s is what can be read", s.Format, StoryFormat)
	}
	return &s, nil
}

// Relocate turns the artifact folders of what was read, which are relative to the
// working directory, into paths relative to the folder in which the document will be.
func (d *Document) Relocate(folder string) error {
	base, err := filepath.Abs(folder)
	if err != nil {
		return fmt.Errorf("finding %s: %w", folder, err)
	}
	for i := range d.Cases {
		r := &d.Cases[i]
		if r.Artifacts == "" {
			continue
		}
		whole, err := filepath.Abs(filepath.FromSlash(r.Artifacts))
		if err != nil {
			return fmt.Errorf("finding %s: %w", r.Artifacts, err)
		}
		way, err := filepath.Rel(base, whole)
		if err != nil {
			return fmt.Errorf("finding the way from %s to %s: %w", folder, r.Artifacts, err)
		}
		r.Artifacts = filepath.ToSlash(way)
	}
	return nil
}
