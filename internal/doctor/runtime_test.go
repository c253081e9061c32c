package doctor_test

import (
	"fmt"
	"net/http"
	"net/http/httputil"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor"
)

// A server that has not taken Site_Url over tells browsers another address, in
// the page or, from a policy against inline scripts on, in a file.
func TestAddressThatThePageTellsBrowsers(t *testing.T) {
	t.Parallel()
	w := open(t, "entra", "7.1.0", nil)
	target, err := url.Parse(w.RocketChatURL())
	require.NoError(t, err)
	config := fmt.Sprintf(`__meteor_runtime_config__ = JSON.parse(decodeURIComponent("%s"))`,
		url.PathEscape(`{"ROOT_URL":"https://old.example","ROOT_URL_PATH_PREFIX":""}`))
	for name, page := range map[string]string{
		"inline": "<script>" + config + "</script>",
		"file":   `<script type="text/javascript" src="/meteor_runtime_config.js?hash=1"></script>`,
	} {
		host := name + ".rocket.example"
		mux := http.NewServeMux()
		mux.Handle("/", &httputil.ReverseProxy{
			Transport: w.HTTP().Transport, Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) },
		})
		mux.HandleFunc("/{$}", func(rw http.ResponseWriter, _ *http.Request) { _, _ = rw.Write([]byte(page)) })
		mux.HandleFunc("/meteor_runtime_config.js", func(rw http.ResponseWriter, _ *http.Request) { _, _ = rw.Write([]byte(config)) })
		w.Serve(host, mux)
		report := w.examine(t, func(c *doctor.Case) { c.URL = "https://" + host })
		require.Contains(t, joined(report.Notes), "the page tells browsers the address https://old.example", name)
	}
	require.NotContains(t, joined(w.examine(t, nil).Notes), "the page tells browsers")
}
