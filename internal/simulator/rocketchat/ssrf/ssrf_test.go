package ssrf_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/simulator/rocketchat/ssrf"
)

func TestHostsOfTheOwnNetworkAreRefused(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"127.0.0.1", "::1", "::ffff:10.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.1.1", "localhost", "idp", "host.123", ""} {
		assert.True(t, ssrf.Refuses(host), host)
	}
	for _, host := range []string{"id.acme.eu", "93.184.215.14", "2606:4700::1111"} {
		assert.False(t, ssrf.Refuses(host), host)
	}
}
