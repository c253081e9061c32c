package picture

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// slowness is how long a slow picture takes: longer than any other answer of an
// emulator, and far below what a server waits for a picture (20 s at least).
const slowness = time.Second

// Serve answers below [Root].
func Serve(w http.ResponseWriter, r *http.Request) {
	ask, err := parse(r.URL.Path)
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	switch ask.manner {
	case Plain:
		send(w, "image/png", encodePNG(ask.colour, small))
	case JPEG:
		send(w, "image/jpeg", encodeJPEG(ask.colour))
	case Huge:
		send(w, "image/png", pad(encodePNG(ask.colour, large), padding))
	case Slow:
		if wait(r.Context(), slowness) {
			send(w, "image/png", encodePNG(ask.colour, small))
		}
	case Redirected:
		http.Redirect(w, r, Path(Plain, ask.colour, ask.mark), http.StatusFound)
	case NoImage:
		send(w, "text/html; charset=utf-8", []byte("<!DOCTYPE html><title>No picture</title>"))
	case Missing:
		http.NotFound(w, r)
	default:
		http.Error(w, fmt.Sprintf("no picture behaves in the manner %q", ask.manner), http.StatusNotFound)
	}
}

func send(w http.ResponseWriter, contentType string, data []byte) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // the client may be gone
}

// wait is false if the client went away before.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
