package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

// Sizes of the pictures, in pixels and bytes. Rocket.Chat keeps 200 × 200 pixels
// (§14.6), so that every picture has to be resized.
const (
	small   = 320
	large   = 2048
	padding = 4 << 20
)

// encodePNG draws a square of one colour. Encoding into memory cannot fail.
func encodePNG(c color.RGBA, side int) []byte {
	var out bytes.Buffer
	_ = png.Encode(&out, plain(c, side, side))
	return out.Bytes()
}

// encodeJPEG draws a rectangle, of which a square picture keeps the middle.
func encodeJPEG(c color.RGBA) []byte {
	var out bytes.Buffer
	_ = jpeg.Encode(&out, plain(c, small, small/2), &jpeg.Options{Quality: 100})
	return out.Bytes()
}

// plain is a picture with a palette of one colour: its pixels are zero already.
func plain(c color.RGBA, width, height int) image.Image {
	return image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{c})
}

// pad adds a comment of that many bytes to a PNG, before the chunk that ends it
// (PNG specification, sections 5.3 and 11.3.3).
func pad(png []byte, size int) []byte {
	const end = 12 // length, type and checksum of the empty IEND
	chunk := append([]byte("tEXtComment\x00"), bytes.Repeat([]byte{'x'}, size)...)
	var out bytes.Buffer
	out.Write(png[:len(png)-end])
	out.Write(binary.BigEndian.AppendUint32(nil, uint32(len(chunk)-4)))
	out.Write(chunk)
	out.Write(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(chunk)))
	out.Write(png[len(png)-end:])
	return out.Bytes()
}
