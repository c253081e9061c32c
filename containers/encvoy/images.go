package encvoy

import (
	"fmt"
	"slices"
	"strings"
)

// ImagesVariable is the environment variable that names the images.
const ImagesVariable = "GONOGO_ENCVOY_IMAGES"

// Images are the four that the publisher's Dockerfiles make (Dockerfile.auth,
// .back, .front and .oidc). All are needed.
type Images struct{ Auth, Back, Front, OIDC string }

// ParseImages reads the value of ImagesVariable:
// "auth=encvoy/auth:1,back=encvoy/back:1,front=encvoy/front:1,oidc=encvoy/oidc:1".
func ParseImages(text string) (Images, error) {
	var images Images
	parts := images.byName()
	for _, pair := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		name, image, _ := strings.Cut(pair, "=")
		i := slices.IndexFunc(parts, func(p part) bool { return p.name == name })
		switch {
		case i < 0:
			return Images{}, fmt.Errorf("%s names the part %q, but the parts of Encvoy ID are auth, back, front and oidc", ImagesVariable, name)
		case *parts[i].image != "":
			return Images{}, fmt.Errorf("%s names the image of %s twice", ImagesVariable, name)
		}
		*parts[i].image = image
	}
	return images, images.check()
}

type part struct {
	name  string
	image *string
}

func (i *Images) byName() []part {
	return []part{{"auth", &i.Auth}, {"back", &i.Back}, {"front", &i.Front}, {"oidc", &i.OIDC}}
}

// check says which images are missing.
func (i Images) check() error {
	var missing []string
	for _, p := range i.byName() {
		if *p.image == "" {
			missing = append(missing, p.name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("no images of Encvoy ID are published: build those of its Dockerfiles and set %s=\"auth=…,back=…,front=…,oidc=…\", which lacks %s",
		ImagesVariable, strings.Join(missing, ", "))
}
