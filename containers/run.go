package containers

import (
	"context"
	"fmt"

	"github.com/testcontainers/testcontainers-go"
)

// Run starts an image and makes a package's own container of what runs. A
// container that was created but did not become ready is returned with the
// error, to be read and ended; who names the server in errors: "the gateway".
func Run[C any](
	ctx context.Context, who, image string, own func(testcontainers.Container) *C, opts ...testcontainers.ContainerCustomizer,
) (*C, error) {
	running, err := testcontainers.Run(ctx, image, opts...)
	if err != nil {
		err = fmt.Errorf("running %s: %w", who, err)
	}
	if running == nil {
		return nil, err
	}
	return own(running), err
}
