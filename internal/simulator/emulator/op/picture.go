package op

import (
	"net/http"

	"gonogo/internal/provider/picture"
)

// Picture is the endpoint by which fetched pictures are recorded.
const Picture = "picture"

// Pictures implements provider.Gallery.
func (s *Server) Pictures() string { return picture.Root }

// ServePicture answers below Pictures, and records who asked for one.
func (s *Server) ServePicture(w http.ResponseWriter, r *http.Request) {
	s.Log.Record(Picture, picture.Serve)(w, r)
}
