package avatar

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strconv"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// letterImage draws the same as letterSVG in pixels. format is "png", "jpg" or
// "jpeg".
func letterImage(name string, size int, format string) ([]byte, error) {
	canvas := image.NewRGBA(image.Rect(0, 0, size, size))
	draw.Draw(canvas, canvas.Bounds(), image.NewUniform(parseColour(background(name))), image.Point{}, draw.Src)
	if err := drawCentred(canvas, initial(name), float64(size)*5/8); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	var err error
	if format == "png" {
		err = png.Encode(&out, canvas)
	} else {
		err = jpeg.Encode(&out, canvas, nil)
	}
	if err != nil {
		return nil, fmt.Errorf("encoding letters as %s: %w", format, err)
	}
	return out.Bytes(), nil
}

// drawCentred writes white text in the middle of the canvas; height is the
// font's size in pixels.
func drawCentred(canvas draw.Image, text string, height float64) error {
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return fmt.Errorf("reading the font of letters: %w", err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: height, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return fmt.Errorf("sizing the font of letters: %w", err)
	}
	defer func() { _ = face.Close() }()
	pen := font.Drawer{Dst: canvas, Src: image.White, Face: face}
	middle := fixed.I(canvas.Bounds().Dx()) / 2
	pen.Dot = fixed.Point26_6{X: middle - pen.MeasureString(text)/2, Y: middle + face.Metrics().CapHeight/2}
	pen.DrawString(text)
	return nil
}

// parseColour reads "#rrggbb"; the palette has nothing else.
func parseColour(hex string) color.Color {
	n, _ := strconv.ParseUint(hex[1:], 16, 24)
	return color.RGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xff}
}
