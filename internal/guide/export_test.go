package guide

import "io/fs"

// Reader reads the content of guide files, as [Load] does, with a schema that is
// compiled once.
func Reader(schemas fs.FS) (func(name string, raw []byte) (*Guide, error), error) {
	s, err := loadSchema(schemas)
	return func(name string, raw []byte) (*Guide, error) {
		g, _, err := read(name, raw, s)
		return g, err
	}, err
}
