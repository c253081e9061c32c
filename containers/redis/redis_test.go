package redis

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/pin/pintest"
)

// The request, exactly. GONOGO_UPDATE=1 writes the file anew.
func TestRequest(t *testing.T) {
	t.Parallel()
	pintest.Requests(t, map[string]group.Request{
		"redis-7-alpine": group.NewRequest("redis:7-alpine", customizers(containers.Join("inside", "redis"))...),
	})
}

func TestOnlyPongIsAnAnswer(t *testing.T) {
	t.Parallel()
	assert.True(t, isPong(strings.NewReader("PONG\r\n")))
	assert.False(t, isPong(strings.NewReader("LOADING Redis is loading the dataset in memory\n")))
	assert.False(t, isPong(strings.NewReader("Could not connect to Redis at 127.0.0.1:6379: Connection refused\n")))
}

func TestTheAddressOnTheNetwork(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "redis://redis:6379/0", (&Container{}).NetworkURL("redis"))
}
