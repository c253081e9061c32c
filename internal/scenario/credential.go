package scenario

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"gonogo/internal/browser"
	"gonogo/internal/release"
)

// ComesAgainWithHerCredential checks that the call which has logged her in logs in
// once more, as it must where a code may be asked for in between; releases that
// ask OAuth users for none refuse it (§7.4).
func (p *Person) ComesAgainWithHerCredential() {
	reusable := p.run.Release().Has(release.CredentialReusable)
	sentence := "the credential of her login logs in again"
	if !reusable {
		sentence = "the credential of her login is used up"
	}
	p.pace()
	p.run.Check(sentence, func(ctx context.Context) error {
		defer p.endLogin()
		first, found := p.loginCall()
		if !found {
			return differs("she has made no login call")
		}
		again, err := p.repeat(ctx, first)
		if err == nil && refused(again) == reusable {
			return differs("the same login call is answered otherwise: refused %t", reusable)
		}
		return err
	})
}

// loginCall is the last one that was made in her windows.
func (p *Person) loginCall() (browser.Exchange, bool) {
	var last browser.Exchange
	for _, x := range p.session.Exchanges() {
		if isLoginCall(x) {
			last = x
		}
	}
	return last, last.URL != ""
}

// repeat makes a call once more, beside her browser.
func (p *Person) repeat(ctx context.Context, x browser.Exchange) (browser.Exchange, error) {
	request, err := http.NewRequestWithContext(ctx, x.Method, x.URL, strings.NewReader(x.RequestBody))
	if err != nil {
		return browser.Exchange{}, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := p.run.stack.HTTP().Do(request)
	if err != nil {
		return browser.Exchange{}, fmt.Errorf("repeating the login call: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if err != nil {
		return browser.Exchange{}, fmt.Errorf("reading the answer to the login call: %w", err)
	}
	return browser.Exchange{ResponseBody: string(body)}, nil
}
