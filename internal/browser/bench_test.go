package browser_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
)

// BenchmarkNewSession measures a session with a page on a first document.
func BenchmarkNewSession(b *testing.B) {
	forBenchmark(b, func(b *testing.B, e browser.Engine, url string) {
		for b.Loop() {
			s, err := e.NewSession(b.Context(), browser.SessionOptions{})
			require.NoError(b, err)
			p, err := s.NewPage(b.Context())
			require.NoError(b, err)
			require.NoError(b, p.Goto(b.Context(), url+"/"))
			b.StopTimer()
			require.NoError(b, s.Close())
			b.StartTimer()
		}
	})
}

// BenchmarkClickToNavigation measures a click on a link until a script sees
// the next document, within a site.
func BenchmarkClickToNavigation(b *testing.B) {
	forBenchmark(b, func(b *testing.B, e browser.Engine, url string) { clickThrough(b, e, url+"/", "#same") })
}

// BenchmarkClickToOtherSite is the same between two sites, which may change the process.
func BenchmarkClickToOtherSite(b *testing.B) {
	forBenchmark(b, func(b *testing.B, e browser.Engine, url string) { clickThrough(b, e, url+"/", "#other") })
}

func clickThrough(b *testing.B, e browser.Engine, url, link string) {
	_, p := openSession(b, e, browser.SessionOptions{})
	for b.Loop() {
		b.StopTimer()
		require.NoError(b, p.Goto(b.Context(), url))
		b.StartTimer()
		require.NoError(b, p.Click(b.Context(), css(link)))
		require.NoError(b, p.Wait(b.Context(), "the next page", "document.title === 'next'"))
	}
}

func forBenchmark(b *testing.B, run func(b *testing.B, e browser.Engine, url string)) {
	for _, name := range browser.Names() {
		b.Run(name, func(b *testing.B) {
			next := "<title>next</title>"
			url, mux := site(b, pages{"/next": next})
			front := `<a id=same href="/next">same</a> <a id=other href="` + elsewhere(url) + `/next">other</a>`
			mux.HandleFunc("/", pageHandler(front))
			run(b, launch(b, name, browser.Options{}), url)
		})
	}
}
