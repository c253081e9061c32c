package rocketchat_test

import (
	"context"
	"fmt"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"

	"gonogo/containers"
	"gonogo/containers/mongodb"
	"gonogo/containers/rocketchat"
)

// Rocket.Chat 8.9.0 with its database, on a network of their own.
func ExampleRun() {
	if err := show(context.Background()); err != nil {
		fmt.Println(err)
	}
}

func show(ctx context.Context) (err error) {
	n, err := network.New(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = n.Remove(ctx) }()

	m, err := mongodb.Run(ctx, "mongo:8.0", containers.Join(n.Name, "mongodb"), mongodb.WithReplicaSet("rs0"))
	defer func() { _ = testcontainers.TerminateContainer(m) }()
	if err != nil {
		return err
	}
	c, err := rocketchat.Run(ctx, "registry.rocket.chat/rocketchat/rocket.chat:8.9.0",
		containers.Join(n.Name, "rocketchat"),
		rocketchat.WithRootURL("https://chat.acme.eu"),
		rocketchat.WithMongo(m.NetworkURL("mongodb", "rocketchat"), ""),
		rocketchat.WithAdmin("gonogo-admin", "correct horse battery staple", "administrator@gonogo.test"),
	)
	defer func() { _ = testcontainers.TerminateContainer(c) }()
	if err != nil {
		return err
	}
	fmt.Println("Rocket.Chat is ready at", c.URL(), "for", c.Admin())
	return nil
}
