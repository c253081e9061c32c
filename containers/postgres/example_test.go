package postgres_test

import (
	"context"
	"fmt"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/postgres"
)

func ExampleRun() {
	ctx := context.Background()
	c, err := postgres.Run(ctx, "postgres:17-alpine", postgres.WithLogin("owner", "correct horse", "directory"))
	defer func() {
		if err := testcontainers.TerminateContainer(c); err != nil {
			fmt.Println(err)
		}
	}()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.NetworkURL("postgres"))
}
