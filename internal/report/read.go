package report

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// EventsFile is the name of the file in a result folder that holds what go test
// -json printed.
const EventsFile = "events.jsonl"

// ResultsFile is the name of the file that holds a [Document].
const ResultsFile = "results.json"

// Read reads result folders. A place is a folder with events.jsonl, or a folder
// with such folders below it, as a download of the artifacts of a run in shards
// is; or a results.json, or a folder with that. The document is the same whatever
// the order of the places.
//
// The document is never nil: it holds what could be read, also with an error. A
// line that is broken or a stream that breaks off is a gap in the document and no
// error; an error, of one sentence a line, is a place that does not hold results,
// results in another format, or the same case twice in one run.
func Read(places ...string) (*Document, error) {
	var sources []string
	var wrong []error
	for _, place := range places {
		found, err := find(place)
		sources, wrong = append(sources, found...), append(wrong, err)
	}
	documents := make([]*Document, len(sources))
	failed := make([]error, len(sources))
	var readers errgroup.Group
	readers.SetLimit(runtime.GOMAXPROCS(0))
	for i, source := range sources {
		readers.Go(func() error {
			documents[i], failed[i] = readSource(source)
			return nil
		})
	}
	_ = readers.Wait() // what failed is in failed
	d, err := Merge(slices.DeleteFunc(documents, func(d *Document) bool { return d == nil })...)
	return d, errors.Join(append(append(wrong, failed...), err)...)
}

// find lists the files with results at a place and below it.
func find(place string) ([]string, error) {
	info, err := os.Stat(place)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no folder %s", place)
	case err != nil:
		return nil, fmt.Errorf("looking for results: %w", err)
	case !info.IsDir():
		return []string{place}, nil
	}
	var found []string
	err = filepath.WalkDir(place, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if entry.Name() == artifactsFolder {
			return fs.SkipDir
		}
		for _, name := range []string{EventsFile, ResultsFile} {
			if file := filepath.Join(path, name); isFile(file) {
				found = append(found, file)
				return fs.SkipDir
			}
		}
		return nil
	})
	if err != nil {
		return found, fmt.Errorf("looking for results: %w", err)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("the folder %s holds no results: neither %s nor %s is in it or below it", place, EventsFile, ResultsFile)
	}
	return found, nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func readSource(path string) (_ *Document, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading results: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if filepath.Base(path) == EventsFile {
		return readEvents(path, file)
	}
	d, err := ReadJSON(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for i := range d.Cases {
		if a := d.Cases[i].Artifacts; a != "" {
			d.Cases[i].Artifacts = filepath.ToSlash(filepath.Join(filepath.Dir(path), filepath.FromSlash(a)))
		}
	}
	return d, nil
}

// readEvents reads the events of one run and the stories that its scenarios left.
// The run's id is when it began and a sum of its events.
func readEvents(path string, stream io.Reader) (*Document, error) {
	var c Collector
	sum := sha256.New()
	if err := Events(io.TeeReader(stream, sum), func(e Event) { c.Add(e) }); err != nil {
		c.broken = true
		c.faults = append(c.faults, err.Error())
	}
	id := hex.EncodeToString(sum.Sum(nil))[:12]
	if !c.run.Started.IsZero() {
		id = c.run.Started.Format("20060102T150405Z") + "-" + id
	}
	d := c.named(id)
	folder := filepath.Dir(path)
	if run := &d.Runs[0]; run.Shard == "" && len(d.Cases) == 0 {
		// Nothing came to the point of telling: a download names the folder after the shard.
		run.Shard = filepath.Base(folder)
	}
	d.Gaps = append(d.Gaps, d.tellStories(folder)...)
	for i := range d.Gaps {
		d.Gaps[i] = fmt.Sprintf("run %s: %s", id, d.Gaps[i])
	}
	if c.run.Started.IsZero() && len(d.Cases) == 0 && c.output.Len() == 0 {
		return nil, fmt.Errorf("%s holds no events of go test", path)
	}
	return d, nil
}
