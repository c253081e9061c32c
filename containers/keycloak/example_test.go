package keycloak_test

import (
	"context"
	"fmt"

	"gonogo/containers/keycloak"
)

func ExampleRun() {
	ctx := context.Background()
	c, err := keycloak.Run(ctx, keycloak.Image,
		keycloak.WithBaseURL("http://keycloak.example"),
		keycloak.WithRealm("acme"),
		keycloak.WithAdmin("admin", "admin's password"),
		keycloak.WithClient(keycloak.Client{
			ID: "rocketchat", Secret: "client-secret", Name: "Rocket.Chat",
			RedirectURIs: []string{"https://chat.acme.eu/_oauth/keycloak"},
		}),
		keycloak.WithPerson(keycloak.Person{
			Username: "ada", Password: "ada's password", Email: "ada@acme.eu", GivenName: "Ada", FamilyName: "Lovelace",
		}),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	address, err := c.Address(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Issuer(), "is reached at", address)
}
