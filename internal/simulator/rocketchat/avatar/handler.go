package avatar

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// ServeHTTP answers GET and HEAD below /avatar/, with or without the path prefix
// of the workspace (§6.3, §14.6):
//
//	/avatar/<username>   the stored picture or letters, never 404
//	/avatar/@<name>      letters
//	/avatar/uid/<id>     as by user name, but 404 for unknown accounts
//	/avatar/room/<id>    letters of the room; rooms have no pictures here
//
// While Accounts_AvatarBlockUnauthenticatedAccess is on, strangers get letters
// for names and rooms, and 404 for ids.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	s.setCacheHeaders(w, r)
	_, name, _ := strings.Cut(r.URL.Path, "/avatar/")
	if id, ok := strings.CutPrefix(name, "uid/"); ok {
		s.serveAccount(w, r, id)
		return
	}
	if id, ok := strings.CutPrefix(name, "room/"); ok {
		s.serveRoom(w, r, id)
		return
	}
	s.serveName(w, r, name)
}

func (s *Service) setCacheHeaders(w http.ResponseWriter, r *http.Request) {
	seconds := r.URL.Query().Get("cacheTime")
	if _, err := strconv.ParseUint(seconds, 10, 32); err != nil {
		seconds = strconv.Itoa(s.Settings.Int("Accounts_AvatarCacheTime"))
	}
	w.Header().Set("Cache-Control", "public, max-age="+seconds)
	w.Header().Set("Content-Disposition", "inline")
}

func (s *Service) serveName(w http.ResponseWriter, r *http.Request, name string) {
	if bare, ok := strings.CutPrefix(name, "@"); ok {
		serveLetters(w, r, bare)
		return
	}
	if !s.mayLook(r) {
		serveLetters(w, r, name)
		return
	}
	if s.serveStored(w, r, bson.M{"name": name}) {
		return
	}
	serveLetters(w, r, s.lettersOf(r, bson.D{{Key: "username", Value: name}}, name))
}

func (s *Service) serveAccount(w http.ResponseWriter, r *http.Request, id string) {
	if !s.mayLook(r) {
		http.NotFound(w, r)
		return
	}
	if s.serveStored(w, r, bson.M{"userId": id}) {
		return
	}
	if name := s.lettersOf(r, bson.D{{Key: "_id", Value: id}}, ""); name != "" {
		serveLetters(w, r, name)
		return
	}
	http.NotFound(w, r)
}

func (s *Service) serveRoom(w http.ResponseWriter, r *http.Request, id string) {
	if !s.mayLook(r) {
		serveLetters(w, r, id)
		return
	}
	var room struct {
		Name string `bson:"name"`
	}
	err := s.Database.Collection(rooms).FindOne(r.Context(), bson.D{{Key: "_id", Value: id}}).Decode(&room)
	if err != nil {
		fail(w, r, err)
		return
	}
	serveLetters(w, r, room.Name)
}

// fail answers 404 for what is not in the database, else 500.
func fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, mongo.ErrNoDocuments) {
		http.NotFound(w, r)
		return
	}
	http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
}

// lettersOf is the text whose initial stands for the account: its user name,
// or its display name with UI_Use_Name_Avatar; fallback if there is none.
func (s *Service) lettersOf(r *http.Request, filter bson.D, fallback string) string {
	var user account
	if err := s.Database.Collection(users).FindOne(r.Context(), filter).Decode(&user); err != nil {
		return fallback
	}
	if s.Settings.Bool("UI_Use_Name_Avatar") && user.Name != "" {
		return user.Name
	}
	if user.Username != "" {
		return user.Username
	}
	return fallback
}
