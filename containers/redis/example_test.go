package redis_test

import (
	"context"
	"fmt"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/redis"
)

func ExampleRun() {
	ctx := context.Background()
	c, err := redis.Run(ctx, "redis:7-alpine")
	defer func() {
		if err := testcontainers.TerminateContainer(c); err != nil {
			fmt.Println(err)
		}
	}()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.NetworkURL("redis"))
}
