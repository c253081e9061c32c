package clavex_test

import (
	"context"
	"fmt"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"

	"gonogo/containers/clavex"
)

func ExampleRun() {
	ctx := context.Background()
	inside, err := network.New(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = inside.Remove(ctx) }()
	c, err := clavex.Run(ctx, clavex.Image,
		clavex.WithPublicURL("http://localhost/acme"),
		clavex.WithNetwork(inside.Name, "provider"),
		clavex.WithAdministrator("admin@acme.eu", "correct horse"),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() {
		if err := testcontainers.TerminateContainer(c); err != nil {
			fmt.Println(err)
		}
	}()
	address, err := c.PortEndpoint(ctx, clavex.Port, "http")
	fmt.Println(address, err)
}
