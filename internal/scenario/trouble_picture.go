package scenario

import (
	"context"
	"image/color"
	"io"
	"net/http"
	"net/url"

	"gonogo/internal/browser/pages"
	"gonogo/internal/provider"
)

// InLetters is a login that works, after which Rocket.Chat shows letters for the
// person instead of her picture (§6.3).
func (r *Run) InLetters() Ending {
	return Ending(words(pages.State{Kind: pages.Home}) + ", with letters for a picture")
}

// HasNoPicture takes the picture away from her profile at the provider.
func (p *Person) HasNoPicture() {
	p.Changes("her profile, which has no picture any more,", func(who *provider.Person) {
		who.Picture = ""
		delete(who.Claims, "picture")
	})
}

// LogsInAndLooks logs in, chooses a user name where none is mapped, looks what
// Rocket.Chat shows for her, and logs out again.
func (p *Person) LogsInAndLooks() Ending {
	ending := p.Attempts()
	if ending != p.run.LoggedIn() {
		return ending
	}
	if !p.run.mapsUsername() {
		p.TakesTheUsername(p.Username)
	}
	in, pictured := p.LoginToken(), false
	p.run.Step("she looks at her picture in Rocket.Chat", func(ctx context.Context) error {
		var err error
		pictured, err = p.isPictured(ctx, in)
		return err
	})
	p.LogsOut()
	if !pictured {
		return p.run.InLetters()
	}
	return ending
}

// isPictured tells whether Rocket.Chat shows the provider's picture, which it
// writes a moment after it has fetched it; false: it shows letters.
func (p *Person) isPictured(ctx context.Context, in Token) (bool, error) {
	address, err := url.Parse(p.Picture)
	if err != nil || address.Host == "" {
		address = &url.URL{}
	}
	asked := p.run.fetched(Portrait{path: address.Path}) // before this check asks itself
	want, there, err := p.portrayed(ctx, address)
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(ctx, avatarPatience)
	defer cancel()
	for {
		shown, err := p.avatar(ctx, in, true)
		switch {
		case err != nil:
			return false, err
		case there && shown.is(want):
			return true, nil
		case shown.image != nil:
			return false, differs("Rocket.Chat shows %s", shown.words())
		case !there || !asked || !again(ctx):
			return false, nil
		}
	}
}

// portrayed is her picture as its own address shows it; false where it shows none.
func (p *Person) portrayed(ctx context.Context, at *url.URL) (Portrait, bool, error) {
	if at.Host == "" {
		return Portrait{}, false, nil
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), http.NoBody)
	if err != nil {
		return Portrait{}, false, err
	}
	answer, err := p.run.stack.HTTP().Do(request)
	if err != nil {
		return Portrait{}, false, nil // nobody is there, which may be the trouble
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, answerLimit))
	if err != nil || answer.StatusCode != http.StatusOK {
		return Portrait{}, false, err
	}
	shown := newShownPicture(answer.Header.Get("Content-Type"), body)
	if shown.image == nil {
		return Portrait{}, false, nil
	}
	middle := shown.image.Bounds().Size().Div(2).Add(shown.image.Bounds().Min)
	colour, _ := color.RGBAModel.Convert(shown.image.At(middle.X, middle.Y)).(color.RGBA)
	return Portrait{address: p.Picture, path: at.Path, colour: colour}, true, nil
}
