package contained

import (
	"context"
	"fmt"
	"strings"

	"github.com/containerd/errdefs"
	"github.com/docker/go-units"
	"github.com/moby/moby/api/pkg/authconfig"
	"github.com/moby/moby/client"
	"github.com/testcontainers/testcontainers-go"
)

// imageID is the id of an image, which is pulled if this machine does not have
// it. How far a pull has come is told through a.
func (e engine) imageID(ctx context.Context, image string, a *awaited) (string, error) {
	found, err := e.ImageInspect(ctx, image)
	if errdefs.IsNotFound(err) {
		if strings.HasPrefix(image, standIns) {
			return "", fmt.Errorf("the image %s is not on this machine; build it with make images", image)
		}
		if err := e.pull(ctx, image, a); err != nil {
			return "", err
		}
		found, err = e.ImageInspect(ctx, image)
	}
	if err != nil {
		return "", fmt.Errorf("looking for the image %s: %w", image, err)
	}
	return found.ID, nil
}

// standIns is how the names of images begin that no registry has.
const standIns = "gonogo/"

// pull gets an image from its registry.
func (e engine) pull(ctx context.Context, image string, a *awaited) error {
	what := "the image " + image
	end := a.begin(what)
	defer end()
	response, err := e.ImagePull(ctx, image, client.ImagePullOptions{RegistryAuth: credentials(ctx, image)})
	if err != nil {
		return unavailable(image, err)
	}
	layers := map[string][2]int64{} // bytes that are here, and in all
	for message, err := range response.JSONMessages(ctx) {
		if err == nil && message.Error != nil {
			err = message.Error
		}
		if err != nil {
			return unavailable(image, err)
		}
		if p := message.Progress; p != nil && p.Total > 0 && message.Status == "Downloading" {
			layers[message.ID] = [2]int64{p.Current, p.Total}
			a.remark(what, progress(layers))
		}
	}
	return nil
}

// progress sums the layers up: "120 MB of 250 MB".
func progress(layers map[string][2]int64) string {
	var here, all int64
	for _, l := range layers {
		here, all = here+l[0], all+l[1]
	}
	return units.HumanSize(float64(here)) + " of " + units.HumanSize(float64(all))
}

// unavailable says what to do about an image that cannot be had.
func unavailable(image string, err error) error {
	return fmt.Errorf("the image %s is neither on this machine nor to be had from its registry; check its name and the network, "+
		"or build the project's own stand-ins with make images and set GONOGO_IMAGES=local: %w", image, err)
}

// credentials are what Docker's configuration has for the image's registry;
// empty for a public one.
func credentials(ctx context.Context, image string) string {
	_, auth, err := testcontainers.DockerImageAuth(ctx, image)
	if err != nil {
		return "" // none are known: the registry may be public
	}
	encoded, err := authconfig.Encode(auth)
	if err != nil {
		return ""
	}
	return encoded
}
