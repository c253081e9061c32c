package rocketchat

import (
	"crypto/x509"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
)

// WithRootURL sets the address that people type, "https://chat.acme.eu".
func WithRootURL(address string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		if err := checkAddress(address); err != nil {
			return fmt.Errorf("ROOT_URL: %w", err)
		}
		return set(req, map[string]string{"ROOT_URL": address}) // §10.1
	}
}

// WithMongo sets the connection strings of the database and of the operations
// log, which only releases up to 6.x want (§10.1); empty: none.
func WithMongo(address, oplog string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		variables := map[string]string{"MONGO_URL": address}
		if oplog != "" {
			variables["MONGO_OPLOG_URL"] = oplog
		}
		return set(req, variables)
	}
}

// WithAdmin sets the administrator of a new workspace, with a verified e-mail
// (§2.5, §14.1). The names that 3.18.2 blocks are refused for all releases
// (§14.1; Accounts_SystemBlockedUsernameList of the public repository).
func WithAdmin(username, password, email string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		switch blocked := []string{"admin", "administrator", "system", "user"}; {
		case username == "" || password == "" || email == "":
			return errors.New("the administrator needs a user name, a password and an e-mail address")
		case slices.Contains(blocked, strings.ToLower(username)):
			return fmt.Errorf("the administrator cannot be called %s: Rocket.Chat 3.18 blocks the name and does not start", username)
		}
		return set(req, map[string]string{
			"ADMIN_USERNAME": username, "ADMIN_PASS": password, "ADMIN_NAME": username,
			"ADMIN_EMAIL": email, "ADMIN_EMAIL_VERIFIED": "true",
		})
	}
}

// WithAuthority makes Rocket.Chat trust further certificate authorities, in PEM.
// Node reads the file when it starts.
func WithAuthority(pem []byte) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		if !x509.NewCertPool().AppendCertsFromPEM(pem) {
			return errors.New("the certificate authority for Rocket.Chat is no certificate in PEM")
		}
		const path = "/etc/gonogo-authority.pem"
		if err := containers.File(path, pem)(req); err != nil {
			return err
		}
		return set(req, map[string]string{"NODE_EXTRA_CA_CERTS": path})
	}
}

// WithEnvironment adds variables, which win over this package's.
func WithEnvironment(variables map[string]string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error { return set(req, variables) }
}

// WithReachedAt says at which address hc reaches Rocket.Chat, for a container
// that a gateway stands before. Without it the published port is asked.
func WithReachedAt(address string, hc *http.Client) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		if err := checkAddress(address); err != nil {
			return fmt.Errorf("the address to reach Rocket.Chat at: %w", err)
		}
		if hc == nil {
			return fmt.Errorf("nothing to reach Rocket.Chat at %s with: the HTTP client is nil", address)
		}
		req.WaitingFor = &readiness{base: strings.TrimSuffix(address, "/"), http: hc, deadline: deadline}
		return nil
	}
}

// complete checks the request and says what counts as ready.
func complete(req *testcontainers.GenericContainerRequest) error {
	for _, required := range []struct{ variable, option string }{
		{"ROOT_URL", "WithRootURL"}, {"MONGO_URL", "WithMongo"}, {"ADMIN_PASS", "WithAdmin"},
	} {
		if req.Env[required.variable] == "" {
			return fmt.Errorf("Rocket.Chat needs %s: use %s", required.variable, required.option)
		}
	}
	if req.WaitingFor == nil {
		req.WaitingFor = &readiness{http: &http.Client{}, deadline: deadline}
	}
	if r := readinessOf(req); r != nil {
		r.username, r.password = req.Env["ADMIN_USERNAME"], req.Env["ADMIN_PASS"]
		return nil
	}
	return errors.New("what counts as ready is decided by this package: leave wait strategies out")
}

// readinessOf is the request's wait strategy; nil if it is somebody else's.
func readinessOf(req *testcontainers.GenericContainerRequest) *readiness {
	r, _ := req.WaitingFor.(*readiness)
	return r
}

func set(req *testcontainers.GenericContainerRequest, variables map[string]string) error {
	if req.Env == nil {
		req.Env = map[string]string{}
	}
	maps.Copy(req.Env, variables)
	return nil
}

func checkAddress(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Errorf("%q is not an address such as https://chat.example.org", address)
	}
	return nil
}
