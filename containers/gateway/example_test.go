package gateway_test

import (
	"context"
	"fmt"

	"gonogo/containers"
	"gonogo/containers/gateway"
	"gonogo/internal/simulator/front"
)

func ExampleRun() {
	ctx := context.Background()
	authority, err := front.NewAuthority()
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := gateway.Run(ctx, gateway.Image,
		gateway.WithSite("chat.acme.eu", "rocketchat:3000"),
		gateway.WithSite("id.acme.eu", "provider:8080"),
		gateway.WithAuthority(authority),
		containers.Join("inside", "chat.acme.eu", "id.acme.eu"),
		containers.Join("door"),
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
	client := gateway.Client(address, authority.CertPool(), "chat.acme.eu", "id.acme.eu")
	resp, err := client.Get("https://chat.acme.eu/api/info")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(resp.Status)
	_ = resp.Body.Close()
}
