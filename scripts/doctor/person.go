package main

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"gonogo/internal/doctor/trial"
	"gonogo/internal/provider"
)

// person is who tries a login at the provider; nil without a login. Her secrets come
// from the environment: command lines are seen by everybody on a machine.
func (p process) person(login string) (*trial.Person, error) {
	if login == "" {
		return nil, nil
	}
	password := p.getenv("GONOGO_PERSON_PASSWORD")
	if password == "" {
		return nil, fmt.Errorf("-person %s needs a password: set GONOGO_PERSON_PASSWORD", login)
	}
	app, err := authenticator(p.getenv("GONOGO_PERSON_TOTP"))
	if err != nil {
		return nil, err
	}
	return &trial.Person{Login: login, Password: trial.Secret(password), Authenticator: app}, nil
}

// authenticator reads a secret as providers print it below their QR codes: often in
// groups. The error does not repeat it.
func authenticator(secret string) (provider.Authenticator, error) {
	app := provider.Authenticator(strings.Join(strings.FieldsFunc(secret, unicode.IsSpace), ""))
	if app == "" {
		return "", nil
	}
	if _, err := app.Code(time.Now()); err != nil {
		return "", fmt.Errorf("GONOGO_PERSON_TOTP is not the secret of an authenticator app: it must be the letters and digits (base32) that the provider shows beside its QR code")
	}
	return app, nil
}
