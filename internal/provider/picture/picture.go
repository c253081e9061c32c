// Package picture holds the pictures of people that emulated providers serve on
// their own host: plain colours, so that whoever has fetched, resized and stored
// one can be compared with the original. How a picture behaves is coded in its
// address, so that nobody has to be told about it.
package picture

import (
	"fmt"
	"image/color"
	"strings"
)

// Root begins the paths of all pictures.
const Root = "/gonogo/picture/"

// Manner is how a picture behaves when it is fetched.
type Manner string

// The manners.
const (
	Plain      Manner = "plain"      // a small PNG
	JPEG       Manner = "jpeg"       // a small JPEG, wider than high
	Huge       Manner = "huge"       // a PNG of 2048 × 2048 pixels and more than four mebibytes
	Slow       Manner = "slow"       // a PNG that comes after a second
	Redirected Manner = "redirected" // sends to the plain one
	Missing    Manner = "missing"    // 404
	NoImage    Manner = "no-image"   // an HTML page with status 200
)

// Path is the path of a picture on the provider's host. The mark tells pictures
// of one colour apart in records of requests; it needs to be fit for a path.
func Path(m Manner, c color.RGBA, mark string) string {
	return fmt.Sprintf("%s%s/%02x%02x%02x/%s", Root, m, c.R, c.G, c.B, mark)
}

// wanted is what a path asks for.
type wanted struct {
	manner Manner
	colour color.RGBA
	mark   string
}

func parse(path string) (wanted, error) {
	manner, rest, _ := strings.Cut(strings.TrimPrefix(path, Root), "/")
	hex, mark, _ := strings.Cut(rest, "/")
	w := wanted{manner: Manner(manner), colour: color.RGBA{A: 0xff}, mark: mark}
	if len(hex) != 6 {
		return w, fmt.Errorf("%q is not a colour such as 1d74f5", hex)
	}
	if _, err := fmt.Sscanf(hex, "%02x%02x%02x", &w.colour.R, &w.colour.G, &w.colour.B); err != nil {
		return w, fmt.Errorf("%q is not a colour such as 1d74f5: %w", hex, err)
	}
	return w, nil
}
