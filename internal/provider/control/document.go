package control

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
)

// maxBody bounds what is sent to the API, in bytes: far above any person, even
// one whose picture is a data URL.
const maxBody = 1 << 20

// mediaType is that of every document of the API.
const mediaType = "application/json"

// read decodes the one document of a request, or refuses it. What does not fit
// the fields is refused rather than dropped: both sides are built together.
func read(w http.ResponseWriter, r *http.Request, into any) bool {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != mediaType {
		refuse(w, http.StatusUnsupportedMediaType, fmt.Sprintf("%s takes %s", r.URL.Path, mediaType))
		return false
	}
	err := decode(http.MaxBytesReader(w, r.Body, maxBody), into)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		refuse(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("%s takes documents of at most %d bytes", r.URL.Path, maxBody))
	case err != nil:
		refuse(w, http.StatusBadRequest, fmt.Sprintf("%s takes one JSON document: %v", r.URL.Path, err))
	}
	return err == nil
}

// decode reads exactly one document. Numbers among claims keep their digits.
func decode(from io.Reader, into any) error {
	decoder := json.NewDecoder(from)
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return nameless(err)
	}
	switch _, err := decoder.Token(); {
	case err == nil:
		return errors.New("there is more after it")
	case !errors.Is(err, io.EOF):
		return nameless(err)
	}
	return nil
}

// nameless leaves out the values that some decoding errors quote.
func nameless(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return fmt.Errorf("field %s must be a %s", kind.Field, kind.Type)
	}
	return err
}

// login reads whom a request is about, or refuses it.
func login(w http.ResponseWriter, r *http.Request) (login string, named bool) {
	return parameter(w, r, loginParameter)
}

// parameter reads a parameter of the query, or refuses the request.
func parameter(w http.ResponseWriter, r *http.Request, name string) (value string, given bool) {
	value = r.URL.Query().Get(name)
	if value == "" {
		refuse(w, http.StatusBadRequest, fmt.Sprintf("%s %s needs the query parameter %s", r.Method, r.URL.Path, name))
	}
	return value, value != ""
}

func refuse(w http.ResponseWriter, status int, sentence string) {
	write(w, status, refusal{Error: sentence})
}

func answer(w http.ResponseWriter, document any) { write(w, http.StatusOK, document) }

func write(w http.ResponseWriter, status int, document any) {
	body, err := json.Marshal(document)
	if err != nil { // a claim of a person that JSON cannot hold, for one
		status, body = http.StatusInternalServerError, []byte(`{"error":"the answer cannot be written as JSON"}`)
	}
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body) // whoever asked may have gone
}
