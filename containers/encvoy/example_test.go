package encvoy_test

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/encvoy"
)

func ExampleRun() {
	ctx := context.Background()
	images, err := encvoy.ParseImages(os.Getenv(encvoy.ImagesVariable))
	if err != nil {
		fmt.Println(err)
		return
	}
	authority, err := os.ReadFile("authority.pem")
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := encvoy.Run(ctx, images,
		encvoy.WithPublicURL("https://id.encvoy.example"), // served by a gateway with upstream provider:8080
		encvoy.WithNetwork("inside", "provider"),
		encvoy.WithOwner("root", "correct horse"),
		encvoy.WithClient(http.DefaultClient),
		encvoy.WithAuthority(authority),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := testcontainers.TerminateContainer(c); err != nil {
		fmt.Println(err)
	}
}
