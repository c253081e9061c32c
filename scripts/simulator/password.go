package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
)

// passwordVariable names the environment variable of the administrator's password.
const passwordVariable = "GONOGO_ADMIN_PASSWORD"

// password is the administrator's: from the environment, or a new one in a file
// that forget removes. where says in words where to find it; the password
// itself is never printed.
func (p process) password() (password, where string, forget func() error, err error) {
	if given := p.getenv(passwordVariable); given != "" {
		return given, passwordVariable, func() error { return nil }, nil
	}
	password = rand.Text()
	path, err := writeSecret(password)
	if err != nil {
		return "", "", nil, fmt.Errorf("keeping the administrator's password: %w", err)
	}
	return password, path, func() error { return os.Remove(path) }, nil
}

// writeSecret writes to a new file that only its owner can read.
func writeSecret(secret string) (path string, err error) {
	file, err := os.CreateTemp("", "gonogo-admin-password-*") // mode 0600
	if err != nil {
		return "", err
	}
	_, err = file.WriteString(secret + "\n")
	if err = errors.Join(err, file.Close()); err != nil {
		return "", errors.Join(err, os.Remove(file.Name()))
	}
	return file.Name(), nil
}
