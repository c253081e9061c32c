// Command standin takes the part of every container of a provider, by the name
// or the first argument that it is run with: tools succeed, and servers answer
// what readiness is asked for.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	names := []string{filepath.Base(os.Args[0])}
	if names[0] == "standin" && len(os.Args) > 1 {
		names = os.Args[1:2]
	}
	switch names[0] {
	case "pg_isready", "seed", "npx", "ak":
		return
	case "redis-cli":
		_, _ = os.Stdout.WriteString("PONG\n")
		return
	}
	serve()
}

// serve answers at the ports of all providers.
func serve() {
	http.HandleFunc("/", answer)
	for _, address := range []string{":9000", ":8080"} {
		go func() { log.Fatal(http.ListenAndServe(address, nil)) }()
	}
	select {}
}

// answer is a discovery document whose issuer is the address that was asked, and
// a list with something in it.
func answer(w http.ResponseWriter, r *http.Request) {
	prefix, _, _ := strings.Cut(r.URL.Path, "/.well-known/")
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{
		"issuer":  "https://" + r.Host + strings.TrimSuffix(prefix, "/"),
		"results": []map[string]string{{"status": "successful"}},
	})
}
