// Command upstream is the server behind the gateway in its tests. It tells what
// it gets to see, and speaks what begins like a WebSocket and echoes.
package main

import (
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/seen", seen)
	http.HandleFunc("/websocket", upgrade)
	log.Fatal(http.ListenAndServe(":3000", nil))
}

func seen(w http.ResponseWriter, r *http.Request) {
	for _, name := range []string{"X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-For", "Accept-Encoding", "Connection"} {
		fmt.Fprintf(w, "%s: %q\n", name, r.Header.Values(name))
	}
	fmt.Fprintf(w, "%s %s %s HTTP/%d", r.Method, r.Host, r.RequestURI, r.ProtoMajor)
}

// upgrade answers the handshake of RFC 6455 and then echoes bytes: what they
// mean is of no matter to a gateway.
func upgrade(w http.ResponseWriter, r *http.Request) {
	sum := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer conn.Close()
	fmt.Fprintf(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
		base64.StdEncoding.EncodeToString(sum[:]))
	io.Copy(conn, buffered)
}
