package oauth

import (
	"context"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/identity"
	"gonogo/internal/simulator/seeded"
)

// cancelled is Meteor's code for a login whose credential nobody knows.
const cancelled = 145546287

// LoginWithCredential is the login {oauth:{credentialToken, credentialSecret}};
// secret nil is the JSON null that reads a stored error. Failures are
// [account.Error]s unless the database failed.
func (e *Engine) LoginWithCredential(ctx context.Context, token string, secret *string, options ...account.LoginOption) (account.Login, error) {
	found, err := e.retrieve(ctx, token, secret)
	if err != nil {
		return account.Login{}, e.accounts.Reject(err, options...)
	}
	s, ok := e.services.known(found.Credential.ServiceName)
	if !ok {
		err := refusal("No registered oauth service found for: " + found.Credential.ServiceName)
		return account.Login{}, e.accounts.Reject(err, options...)
	}
	return e.accounts.ExternalLogin(ctx, s.external(found.Credential, found.Redirect), options...)
}

// retrieve reads a pending credential. Since 3.9 it stays for about three
// minutes, so that a login with a second factor can come again (§7.4).
func (e *Engine) retrieve(ctx context.Context, token string, secret *string) (*entry, error) {
	found, err := e.pending.find(ctx, token, secret)
	if err != nil {
		return nil, err
	}
	if found == nil {
		return nil, refusal("No matching login attempt found")
	}
	if found.Credential.Error != nil {
		return nil, e.takeError(ctx, found)
	}
	if e.release.Has(release.CredentialReusable) && !e.seeded.Has(seeded.CredentialOnce) {
		return found, e.pending.extend(ctx, token)
	}
	return found, e.pending.remove(ctx, token)
}

// takeError returns a stored error and removes it, where the release can.
func (e *Engine) takeError(ctx context.Context, found *entry) error {
	if !e.release.Has(release.StoredErrorUnreadable) {
		if err := e.pending.remove(ctx, found.Key); err != nil {
			return err
		}
	}
	return &account.Error{Reason: found.Credential.Error.Message, Origin: account.Stored}
}

func refusal(reason string) *account.Error {
	return &account.Error{Code: cancelled, Reason: reason, Origin: account.Handler}
}

// LoginWithAccessToken is the login {serviceName, accessToken, expiresIn};
// expiresIn in seconds. Only a few claims are kept (§4.6).
func (e *Engine) LoginWithAccessToken(ctx context.Context, key, token string, expiresIn int, options ...account.LoginOption) (account.Login, error) {
	x, err := e.identifyByToken(ctx, key, token, expiresIn)
	if err != nil {
		return account.Login{}, e.accounts.Reject(err, options...)
	}
	return e.accounts.ExternalLogin(ctx, x, options...)
}

func (e *Engine) identifyByToken(ctx context.Context, key, token string, expiresIn int) (account.External, error) {
	if _, ok := e.services.known(key); !ok {
		return account.External{}, plain(wordingf("Unexpected AccessToken service %s", key))
	}
	s, ok := e.services.configured(key)
	if !ok {
		return account.External{}, plain(wording("Service not configured"))
	}
	claims, err := e.provider.identity(ctx, s, token)
	if err != nil {
		return account.External{}, plain(err)
	}
	data := map[string]any{"accessToken": token, "expiresAt": tokens{"expires_in": float64(expiresIn)}.expiresAt(e.now())}
	for _, claim := range []string{"id", "email", "username", "name", s.text("rolesClaim")} {
		if v, ok := claims[claim]; ok {
			data[claim] = v
		}
	}
	name := ""
	if identity.Truthy(claims["name"]) {
		name = identity.Text(claims["name"])
	}
	return account.External{Service: key, Data: data, Name: name, Mapping: s.mapping()}, nil
}

// plain is a JavaScript Error that the login handler threw.
func plain(err error) *account.Error {
	return &account.Error{Reason: err.Error(), Origin: account.Handler}
}
