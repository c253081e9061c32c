package containers

import (
	"bytes"
	"errors"
	"io"

	"github.com/testcontainers/testcontainers-go"
)

// File puts content at path in the container before it starts, readable by the
// server's user whoever that is. The same option, and the same request, may
// start any number of containers.
func File(path string, content []byte) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		return testcontainers.WithFiles(testcontainers.ContainerFile{
			Reader: &again{content: content, left: bytes.NewReader(content)}, ContainerFilePath: path, FileMode: 0o644,
		})(req)
	}
}

// again begins anew after its end: the library reads a file to its end for
// every container that it makes of a request.
type again struct {
	content []byte
	left    *bytes.Reader
}

// Read implements io.Reader.
func (a *again) Read(p []byte) (int, error) {
	n, err := a.left.Read(p)
	if errors.Is(err, io.EOF) {
		a.left.Reset(a.content)
	}
	return n, err
}
