package scenario

import (
	"context"
	"errors"
	"time"

	"gonogo/internal/browser/pages"
	"gonogo/internal/provider"
)

// asking is a provider that tells whom it asks for a second factor.
type asking interface {
	SecondFactor(login string) (secret string, asked bool)
}

// HasAnAuthenticator gives the person a second factor at the provider. Only
// emulators can be told the secret of somebody's app.
func (p *Person) HasAnAuthenticator() {
	at, ok := p.run.stack.Provider().(asking)
	if !ok {
		p.run.cannotHappen("nobody can be given an authenticator at the provider of this stack")
	}
	p.run.Step("the provider asks her for a code of her authenticator from now on", func(ctx context.Context) error {
		changed := p.Person
		changed.Authenticator = provider.NewAuthenticator()
		p.run.redactor.Add(string(changed.Authenticator))
		if err := p.run.stack.Provider().Put(ctx, changed); err != nil {
			return err
		}
		if _, asked := at.SecondFactor(p.Login); !asked {
			return differs("the provider does not ask for one")
		}
		p.Person = changed
		p.session.Carry(p.appShows)
		return nil
	})
}

// appShows is the code on the person's app now.
func (p *Person) appShows() (string, error) {
	code, err := p.Authenticator.Code(time.Now())
	p.run.redactor.Add(code)
	return code, err
}

// wrongCode is another code than the app shows.
func (p *Person) wrongCode() (string, error) {
	code, err := p.appShows()
	if err != nil {
		return "", err
	}
	return code[:len(code)-1] + string('0'+(code[len(code)-1]-'0'+1)%10), nil
}

// AnswersTheProvider logs in at a provider that asks for a second factor, and must
// ask for it in every login.
func (p *Person) AnswersTheProvider() Ending {
	p.HasAnAuthenticator()
	asked := false
	p.session.Carry(func() (string, error) {
		asked = true
		return p.appShows()
	})
	ending := p.Attempts()
	p.run.Check("the provider has asked her for a code", func(context.Context) error {
		if !asked {
			return differs("it lets her in without one")
		}
		return nil
	})
	return ending
}

// MistypesTheCode types a wrong code first, reads what the provider says of it, and
// then types the right one.
func (p *Person) MistypesTheCode() Ending {
	p.HasAnAuthenticator()
	return p.tries("she types a wrong code, reads that it is wrong, and types the right one", func(ctx context.Context) (Ending, error) {
		if ending, err := p.starts(ctx); ending != "" || err != nil {
			return ending, err
		}
		p.session.Carry(p.wrongCode)
		ending, err := p.signsIn(ctx)
		p.session.Carry(p.appShows)
		var refused *pages.RefusedError
		switch {
		case ending != "":
			return ending, err
		case !errors.As(err, &refused):
			return "", errors.Join(differs("the provider takes the wrong code"), err)
		case refused.Message != p.run.codeIsWrong():
			return "", differs("the provider says %q", refused.Message)
		}
		return p.goesOn(ctx)
	})
}

// codeIsWrong is the provider's text. authentik's is that of its stage
// (authentik/stages/authenticator_validate/challenge.py). Assumption: miniOrange's.
func (r *Run) codeIsWrong() string {
	return map[string]string{
		"authentik":  "Invalid Token. Please ensure the time on your device is accurate and try again.",
		"miniorange": "Invalid OTP. Please try again.",
	}[r.Guide().ID]
}
