package trial

import (
	"context"
	"net/http"
	"strings"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/simulator/rocketchat/identity"
)

// lookAtPicture fetches the picture, if the service maps one, as Rocket.Chat's
// server would: without any authorisation (§6.2).
func (t *trier) lookAtPicture(ctx context.Context, data map[string]any) {
	field := t.config.text("avatarField")
	if field == "" {
		return
	}
	if !identity.Truthy(data["avatarUrl"]) {
		t.found(diagnosis.PictureMissing, plain(t.config.endpoint("identityPath")), "no "+field, field)
		return
	}
	address := identity.Text(data["avatarUrl"])
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil || request.URL.Host == "" {
		t.found(diagnosis.PictureUnreachable, field, "no address of the web", "200 with an image")
		return
	}
	identitySeen := t.seen
	got := t.ask(ctx, request)
	t.seen = identitySeen
	if got.status != http.StatusOK || !strings.HasPrefix(got.kind, "image/") {
		t.found(diagnosis.PictureUnreachable, plain(address), pictureWords(got), "200 with an image")
	}
}

func pictureWords(a answer) string {
	if a.status == http.StatusOK {
		return "200 with the type " + typeOf(a)
	}
	return a.words()
}
