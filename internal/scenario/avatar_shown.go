package scenario

import (
	"bytes"
	"image"
	_ "image/gif" // decoders that register themselves
	_ "image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/webp"
)

// avatarSide is the width and height that Rocket.Chat keeps, in pixels (§14.6).
const avatarSide = 200

// shownPicture is what /avatar/… serves: letters have no image.
type shownPicture struct {
	contentType string
	image       image.Image
}

func newShownPicture(contentType string, body []byte) shownPicture {
	decoded, _, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		decoded = nil
	}
	return shownPicture{contentType, decoded}
}

func (s shownPicture) words() string {
	switch {
	case s.image != nil:
		return "another picture"
	case s.contentType == "image/svg+xml":
		return "letters"
	}
	return "what is no picture (" + s.contentType + ")"
}

// tolerance is how much a channel of a colour may lose by resizing and, in a JPEG,
// by compression.
const tolerance = 6

// is compares by content: the size that Rocket.Chat keeps, and the colour in the
// middle and near the corners.
func (s shownPicture) is(portrait Portrait) bool {
	if s.image == nil || s.image.Bounds().Size() != image.Pt(avatarSide, avatarSide) {
		return false
	}
	for _, at := range []image.Point{{100, 100}, {5, 5}, {195, 5}, {5, 195}, {195, 195}} {
		r, g, b, _ := s.image.At(s.image.Bounds().Min.X+at.X, s.image.Bounds().Min.Y+at.Y).RGBA()
		for _, c := range [][2]int{{int(r >> 8), int(portrait.colour.R)}, {int(g >> 8), int(portrait.colour.G)}, {int(b >> 8), int(portrait.colour.B)}} {
			if c[0] < c[1]-tolerance || c[0] > c[1]+tolerance {
				return false
			}
		}
	}
	return true
}
