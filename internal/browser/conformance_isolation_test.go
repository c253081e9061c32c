package browser_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
)

func isolationCases() []conformanceCase {
	return []conformanceCase{
		{"keeps cookies and storage of sessions apart", sessionsApart},
		{"keeps cookies from other sites' frames when it is told to", thirdPartyCookies},
		{"reaches different servers by the session's proxy", proxies},
		{"reaches loopback past the proxy", proxyLoopback},
	}
}

func sessionsApart(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": "<title>x</title>"})
	_, ada := visit(t, e, url+"/")
	_, bob := visit(t, e, url+"/")
	require.NoError(t, ada.Eval(patient(t), "document.cookie = 'who=ada'; localStorage.setItem('who', 'ada')", nil))
	assert.Equal(t, "who=ada ada", evalString(t, ada, "document.cookie + ' ' + localStorage.getItem('who')"))
	assert.Equal(t, " null", evalString(t, bob, "document.cookie + ' ' + localStorage.getItem('who')"))
}

// Cookies of a third party need https, which loopback stands in for.
func thirdPartyCookies(t *testing.T, e browser.Engine) {
	for block, want := range map[bool]string{false: "who=ada", true: ""} {
		url, mux := site(t, pages{"/": "<title>x</title>"})
		mux.HandleFunc("/framed", func(w http.ResponseWriter, r *http.Request) {
			html(w, fmt.Sprintf("<script>parent.postMessage(%q, '*')</script>", r.Header.Get("Cookie")))
		})
		mux.HandleFunc("/set", func(w http.ResponseWriter, _ *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "who", Value: "ada", Secure: true, SameSite: http.SameSiteNoneMode})
			html(w, "<title>set</title>")
		})
		_, p := openSession(t, e, browser.SessionOptions{BlockThirdPartyCookies: block})
		require.NoError(t, p.Goto(patient(t), elsewhere(url)+"/set"))
		assert.Equal(t, "who=ada", evalString(t, p, "document.cookie"), "at its own site it is kept")
		require.NoError(t, p.Goto(patient(t), url+"/"))
		assert.Equal(t, want, evalString(t, p, fmt.Sprintf(`new Promise((told) => {
			addEventListener("message", ({ data }) => told(data));
			document.body.append(Object.assign(document.createElement("iframe"), { src: %q }));
		})`, elsewhere(url)+"/framed")), "blocked: %t", block)
	}
}

// proxyTo answers every name with the one server behind it.
func proxyTo(t *testing.T, server string) string {
	t.Helper()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to, err := net.Dial("tcp", server)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		if r.Method != http.MethodConnect {
			_ = r.WriteProxy(to)
			hijackTo(w, to, "")
			return
		}
		hijackTo(w, to, "HTTP/1.1 200 OK\r\n\r\n")
	}))
	t.Cleanup(proxy.Close)
	return proxy.URL
}

// hijackTo joins a client with a server until one of them has enough.
func hijackTo(w http.ResponseWriter, to net.Conn, greeting string) {
	client, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		_ = to.Close()
		return
	}
	_, _ = io.WriteString(client, greeting)
	go func() {
		_, _ = io.Copy(to, client)
		_ = to.Close()
	}()
	_, _ = io.Copy(client, to)
	_ = client.Close()
}

func proxies(t *testing.T, e browser.Engine) {
	for _, name := range []string{"one", "two"} {
		url, _ := site(t, pages{"/": "<title>" + name + "</title>"})
		_, p := openSession(t, e, browser.SessionOptions{Proxy: proxyTo(t, url[len("http://"):])})
		require.NoError(t, p.Goto(patient(t), "http://rocket.company/"))
		assert.Equal(t, name, evalString(t, p, "document.title"))
	}
}

func proxyLoopback(t *testing.T, e browser.Engine) {
	behind, _ := site(t, pages{"/": "<title>behind</title>"})
	direct, _ := site(t, pages{"/": "<title>direct</title>"})
	_, p := openSession(t, e, browser.SessionOptions{Proxy: proxyTo(t, behind[len("http://"):])})
	require.NoError(t, p.Goto(patient(t), direct+"/"))
	assert.Equal(t, "direct", evalString(t, p, "document.title"))
}
