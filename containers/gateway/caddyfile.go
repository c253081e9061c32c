package gateway

import (
	"bytes"
	"fmt"
)

// The image reads its configuration here, whatever tag it has.
const (
	caddyfilePath      = "/etc/caddy/Caddyfile"
	certificatesFolder = "/etc/caddy/certificates/"
)

// global are Caddy's own settings, each for a reason:
//
//   - nothing leaves the stack: no administration API, no ACME, no OCSP, and no
//     port 80 that redirects;
//   - HTTP/1.1 and HTTP/2 only: a browser that is led here by
//     --host-resolver-rules does not speak QUIC;
//   - strict_sni_host: a request for a name other than that of its connection
//     is answered 421, instead of an empty 200 for names that are no site;
//   - no access log, and no log of failed requests either: addresses of OAuth
//     carry codes and tokens;
//   - grace_period: a browser's idle connections do not hold up the end.
const global = `{
	admin off
	persist_config off
	auto_https off
	ocsp_stapling off
	grace_period 1s
	log default {
		exclude http.log http.handlers
	}
	servers {
		protocols h1 h2
		strict_sni_host on
	}
}
`

// A site passes everything through as it comes: no compression of our own, and
// a new connection for each request. Node closes idle connections after 5 s; a
// POST that met the closing would be answered 502.
const siteBlock = `
https://%s {
	tls %s %s
	reverse_proxy http://%s {
		transport http {
			compression off
			keepalive off
		}
	}
}
`

// site is one name and what is behind it.
type site struct {
	host     string // "chat.acme.eu"
	upstream string // "rocketchat:3000"
	pair
}

func (s site) certificatePath() string { return certificatesFolder + s.host + ".crt" }
func (s site) keyPath() string         { return certificatesFolder + s.host + ".key" }

// caddyfile is the whole configuration.
func (s *settings) caddyfile() []byte {
	b := bytes.NewBufferString(global)
	for _, site := range s.sites {
		fmt.Fprintf(b, siteBlock, site.host, site.certificatePath(), site.keyPath(), site.upstream)
	}
	return b.Bytes()
}
