package avatar

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif" // decoders that register themselves
	_ "image/jpeg"
	"image/png"

	_ "golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

// side is the width and height of stored pictures in pixels (§14.6).
const side = 200

// resize turns a picture of any format into a PNG of side × side pixels,
// cutting off what does not fit into the square.
func resize(data []byte) ([]byte, error) {
	source, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("decoding the picture: %w", err)
	}
	// Pixels of this kind are scaled four times as fast as those of NRGBA.
	target := image.NewRGBA(image.Rect(0, 0, side, side))
	draw.CatmullRom.Scale(target, target.Bounds(), source, square(source.Bounds()), draw.Src, nil)
	var out bytes.Buffer
	if err := png.Encode(&out, target); err != nil {
		return nil, fmt.Errorf("encoding the picture: %w", err)
	}
	return out.Bytes(), nil
}

// square is the largest square in the middle of r.
func square(r image.Rectangle) image.Rectangle {
	edge := min(r.Dx(), r.Dy())
	corner := r.Min.Add(image.Pt((r.Dx()-edge)/2, (r.Dy()-edge)/2))
	return image.Rectangle{Min: corner, Max: corner.Add(image.Pt(edge, edge))}
}
