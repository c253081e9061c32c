package authentik_test

import (
	"context"
	"fmt"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"

	"gonogo/containers/authentik"
)

func ExampleRun() {
	ctx := context.Background()
	inside, err := network.New(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = inside.Remove(ctx) }()
	c, err := authentik.Run(ctx, authentik.Image,
		authentik.WithPublicURL("http://localhost"),
		authentik.WithNetwork(inside.Name, "provider"),
		authentik.WithAdministrator("admin@acme.eu", "correct horse", "a token for the API"),
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
	address, err := c.PortEndpoint(ctx, authentik.Port, "http")
	fmt.Println(address, err)
}
