package scenario

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// Rocket.Chat writes an avatar about half a second after it has fetched it
// (§6.2).
const (
	avatarPatience = 10 * time.Second
	avatarPause    = 50 * time.Millisecond
)

// ShowsThePicture checks that Rocket.Chat shows a picture of the provider's to
// those who are logged in, by its content. One that was never fetched is not
// waited for.
func (p *Person) ShowsThePicture(portrait Portrait) {
	in := p.LoginToken()
	p.run.Check("Rocket.Chat shows her picture", func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, avatarPatience)
		defer cancel()
		for {
			shown, err := p.avatar(ctx, in, true)
			if err != nil || shown.is(portrait) {
				return err
			}
			if !p.run.fetched(portrait) {
				return differs("Rocket.Chat shows %s, and never asked for the provider's picture", shown.words())
			}
			if !again(ctx) {
				return differs("Rocket.Chat shows %s instead of the provider's picture", shown.words())
			}
		}
	})
}

// again waits a little; false when it is time to stop.
func again(ctx context.Context) bool {
	timer := time.NewTimer(avatarPause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// ShowsLettersOnly checks that nobody is shown a picture.
func (p *Person) ShowsLettersOnly() {
	in := p.LoginToken()
	p.run.Check("Rocket.Chat shows letters for her", func(ctx context.Context) error {
		for _, authenticated := range []bool{true, false} {
			shown, err := p.avatar(ctx, in, authenticated)
			if err != nil {
				return err
			}
			if shown.image != nil {
				return differs("Rocket.Chat shows %s", shown.words())
			}
		}
		return nil
	})
}

// HasThePictureOfTheService checks where Rocket.Chat says that the picture is from, which
// the users document alone tells: the service's key (§14.6).
func (p *Person) HasThePictureOfTheService() {
	p.run.Check("her picture is said to be from the provider", func(ctx context.Context) error {
		document, err := p.document(ctx)
		if err != nil || document == nil {
			return err
		}
		if key := p.run.configured.Service.Key; document["avatarOrigin"] != key {
			return differs("avatarOrigin is %v instead of %q", document["avatarOrigin"], key)
		}
		return nil
	})
}

// WasAskedForWithoutToken checks that whoever keeps the picture learns nothing that
// opens the person's profile: it is fetched without authorisation (§14.6).
func (r *Run) WasAskedForWithoutToken(portrait Portrait) {
	r.Check("the picture was asked for without her access token", func(context.Context) error {
		observer, ok := r.stack.Provider().(provider.Observer)
		if !ok {
			r.unobserved("how Rocket.Chat asks for a picture (the provider keeps no record)")
			return nil
		}
		for _, q := range observer.Requests() {
			if q.Path == portrait.path && portrait.path != "" && q.Bearer != "none" {
				return differs("Rocket.Chat has sent her access token in the %s", q.Bearer)
			}
		}
		return nil
	})
}

// WasNotAskedFor checks that Rocket.Chat has not fetched a picture.
func (r *Run) WasNotAskedFor(portrait Portrait) {
	r.Check("the provider was not asked for the picture", func(context.Context) error {
		if r.fetched(portrait) {
			return differs("Rocket.Chat has fetched the picture")
		}
		return nil
	})
}

// ShowsThePictureToStrangers checks what somebody sees who is not logged in:
// letters, where the release protects pictures, else the picture (§6.3).
func (p *Person) ShowsThePictureToStrangers(portrait Portrait) {
	protected := p.run.Release().Has(release.AvatarNeedsLogin)
	sentence := "strangers see her picture"
	if protected {
		sentence = "strangers see letters"
	}
	in := p.LoginToken()
	p.run.Check(sentence, func(ctx context.Context) error {
		shown, err := p.avatar(ctx, in, false)
		if err == nil && (protected && shown.image != nil || !protected && !shown.is(portrait)) {
			return differs("Rocket.Chat shows strangers %s", shown.words())
		}
		return err
	})
}

// ShowsThePictureByQuery checks the second way of logging in for pictures: id and
// token in the address, as mobile clients have them (§6.3).
func (p *Person) ShowsThePictureByQuery(portrait Portrait) {
	in := p.LoginToken()
	p.run.Check("Rocket.Chat shows her picture to a session in the address", func(ctx context.Context) error {
		shown, err := p.avatarByQuery(ctx, in)
		if err == nil && !shown.is(portrait) {
			return differs("Rocket.Chat shows %s to a session in the address", shown.words())
		}
		return err
	})
}

func (p *Person) avatarByQuery(ctx context.Context, in Token) (shownPicture, error) {
	username, err := p.accountName(ctx)
	if err != nil {
		return shownPicture{}, err
	}
	query := url.Values{"rc_uid": {in.userID}, "rc_token": {in.secret}}
	address := p.run.stack.RocketChatURL() + "/avatar/" + url.PathEscape(username) + "?" + query.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return shownPicture{}, errors.New("the address of the avatar is no address") // err would quote the token
	}
	answer, err := p.run.stack.HTTP().Do(request)
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		err = wrapped.Err // without the address, which holds the token
	}
	if err != nil {
		return shownPicture{}, fmt.Errorf("asking for the avatar: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	return newShownPicture(answer.Header.Get("Content-Type"), body), err
}

func (p *Person) avatar(ctx context.Context, in Token, authenticated bool) (shownPicture, error) {
	username, err := p.accountName(ctx)
	if err != nil {
		return shownPicture{}, err
	}
	served, err := p.api(in.userID, in.secret).Avatar(ctx, username, authenticated)
	if err != nil {
		return shownPicture{}, err
	}
	return newShownPicture(served.ContentType, served.Body), nil
}

// accountName is the user name in Rocket.Chat, which she may have chosen there.
func (p *Person) accountName(ctx context.Context) (string, error) {
	account, err := p.accountNow(ctx)
	return account.Username, err
}

func (p *Person) accountNow(ctx context.Context) (rocketchat.User, error) {
	account, err := p.run.stack.Admin().UserInfoByID(ctx, p.account)
	if err != nil {
		return account, fmt.Errorf("reading her account: %w", err)
	}
	return account, nil
}
