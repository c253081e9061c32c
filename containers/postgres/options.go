package postgres

import (
	"errors"
	"fmt"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

// login is who owns which database.
type login struct {
	user, password, database string
}

// WithLogin sets the superuser, its password and the database that the first
// start makes. All three are required.
func WithLogin(user, password, database string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		if user == "" || password == "" || database == "" {
			return errors.New("PostgreSQL needs a user, a password and the name of a database")
		}
		// docker-library/docs, postgres, "Environment Variables".
		return testcontainers.WithEnv(map[string]string{
			"POSTGRES_USER": user, "POSTGRES_PASSWORD": password, "POSTGRES_DB": database,
		})(req)
	}
}

func loginOf(req *testcontainers.GenericContainerRequest) login {
	return login{req.Env["POSTGRES_USER"], req.Env["POSTGRES_PASSWORD"], req.Env["POSTGRES_DB"]}
}

// complete checks the request and says what counts as ready.
func complete(req *testcontainers.GenericContainerRequest) error {
	l := loginOf(req)
	if l.user == "" {
		return errors.New("PostgreSQL needs to know whose database it keeps: use WithLogin")
	}
	if req.WaitingFor == nil {
		req.WaitingFor = taking(l)
	}
	return nil
}

// connections awaits that the server takes connections. It is a pointer, because
// the library asks every strategy whether it is nil.
type connections struct {
	*wait.ExecStrategy
	login login
}

var (
	_ wait.Strategy        = (*connections)(nil)
	_ wait.StrategyTimeout = (*connections)(nil)
	_ fmt.Stringer         = (*connections)(nil)
)

func taking(l login) *connections {
	asked := []string{"pg_isready", "--host=127.0.0.1", "--username=" + l.user, "--dbname=" + l.database}
	return &connections{wait.ForExec(asked).WithStartupTimeout(deadline), l}
}

// String says what is awaited.
func (c *connections) String() string {
	return fmt.Sprintf("PostgreSQL takes connections to the database %s over TCP", c.login.database)
}
