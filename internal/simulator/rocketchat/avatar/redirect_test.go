package avatar_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// Rocket.Chat's HTTP clients follow redirects; where pictures are guarded, a
// redirect is no way around the guard.
func TestRedirectsToAPictureAreFollowed(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		version, allowed, to string
		followed             bool
	}{
		"before the guard":       {"7.1.0", "", "photo", true},
		"to an allowed host":     {"8.9.0", "127.0.0.1", "photo", true},
		"to a forbidden host":    {"8.9.0", "localhost", "photo", false},
		"to itself, for ever":    {"7.1.0", "", "circle", false},
		"to a missing one":       {"7.1.0", "", "missing", false},
		"to what is no web page": {"7.1.0", "", "ftp", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := open(t, tt.version)
			w.settings["SSRF_Allowlist"] = tt.allowed
			signpost := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, r *http.Request) {
				to := map[string]string{
					"photo": w.pictures.URL + "/photo", "missing": w.pictures.URL + "/missing", "circle": r.URL.Path, "ftp": "ftp://127.0.0.1/photo",
				}[tt.to]
				http.Redirect(answer, r, to, http.StatusFound)
			}))
			t.Cleanup(signpost.Close)
			w.add(t, "u1", "alice", bson.M{"services": bson.M{"clavex": bson.M{"_OAuthCustom": true, "avatarUrl": atLocalhost(signpost.URL, tt.allowed)}}})
			_, err := w.db.Collection("meteor_accounts_loginServiceConfiguration").InsertOne(t.Context(), bson.M{"_id": "c1", "service": "clavex"})
			require.NoError(t, err)
			require.NoError(t, w.SetFromServices(t.Context(), "u1"))
			assert.Equal(t, tt.followed, w.user(t, "u1")["avatarOrigin"] != nil)
		})
	}
}

// atLocalhost gives an address of this machine the name that is allowed.
func atLocalhost(address, allowed string) string {
	if allowed != "localhost" {
		return address
	}
	return "http://localhost" + address[len("http://127.0.0.1"):]
}
