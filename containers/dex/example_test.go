package dex_test

import (
	"context"
	"fmt"

	"gonogo/containers/dex"
)

func ExampleRun() {
	ctx := context.Background()
	c, err := dex.Run(ctx, dex.Image,
		dex.WithIssuer("http://dex.example/dex"),
		dex.WithClient(dex.Client{
			ID: "rocketchat", Secret: "client-secret", Name: "Rocket.Chat",
			RedirectURIs: []string{"https://chat.acme.eu/_oauth/dex"},
		}),
		dex.WithPerson(dex.Person{Email: "ada@acme.eu", Password: "ada's password", Subject: "1815", Name: "Ada Lovelace"}),
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
