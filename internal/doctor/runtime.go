package doctor

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// noteRuntime compares the address that the page tells browsers with Site_Url:
// each server keeps a copy of its own, which lags behind where several run (§8).
func (e *examination) noteRuntime(ctx context.Context) {
	told := e.runtimeRoot(ctx)
	if site := e.text(siteURL); told != "" && site != "" && unlike(told, site) != "" {
		e.note("the page tells browsers the address %s, while Site_Url is %s: a server has not taken the setting over; restart it", told, site)
	}
}

// runtimeRoot is the ROOT_URL in Meteor's configuration of the page, which stands
// in the page or, where its policy forbids inline scripts, in a file of its own;
// empty if there is none.
func (e *examination) runtimeRoot(ctx context.Context) string {
	page := e.fetch(ctx, e.URL+"/")
	if root, ok := rootURL(page); ok {
		return root
	}
	file := regexp.MustCompile(`src="([^"]*meteor_runtime_config\.js[^"]*)"`).FindStringSubmatch(page)
	if file == nil {
		return ""
	}
	base, err := url.Parse(e.URL + "/")
	if err != nil {
		return ""
	}
	address, err := base.Parse(file[1])
	if err != nil || address.Host != base.Host {
		return ""
	}
	root, _ := rootURL(e.fetch(ctx, address.String()))
	return root
}

// fetch reads a page of Rocket.Chat; empty if it does not come.
func (e *examination) fetch(ctx context.Context, address string) string {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return ""
	}
	if got := e.ask(ctx, e.HTTP, r); got.status == http.StatusOK {
		return string(got.body)
	}
	return ""
}

// rootURL reads the configuration as Meteor writes it: JSON, percent-encoded.
func rootURL(text string) (string, bool) {
	_, text, found := strings.Cut(text, "__meteor_runtime_config__")
	encoded := regexp.MustCompile(`decodeURIComponent\("([^"]+)"\)`).FindStringSubmatch(text)
	if !found || encoded == nil {
		return "", false
	}
	plain, err := url.PathUnescape(encoded[1])
	var config struct {
		Root string `json:"ROOT_URL"`
	}
	if err != nil || json.Unmarshal([]byte(plain), &config) != nil {
		return "", false
	}
	return config.Root, config.Root != ""
}
