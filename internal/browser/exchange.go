package browser

import (
	"fmt"
	"maps"
	"mime"
	"net"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdpnetwork "github.com/chromedp/cdproto/network"
)

// chain is one request with its redirects: they share one request id.
type chain struct {
	hops []*hop
	// requestExtras and responseExtras are raw headers that no hop has yet.
	requestExtras, responseExtras []map[string]string
}

// hop is one request of a chain.
type hop struct {
	entry   *entry
	started cdp.MonotonicTime
	loader  cdp.LoaderID
	// plain hops never get raw headers: caches and upgrades to HTTPS answer them.
	plain                 bool
	hasRequest, hasAnswer bool
}

type pair struct {
	hop               *hop
	request, response map[string]string
}

func (c *chain) last() *hop {
	if len(c.hops) == 0 {
		return nil
	}
	return c.hops[len(c.hops)-1]
}

// pairs hands out the waiting raw headers to the hops in order.
func (c *chain) pairs() []pair {
	var pairs []pair
	for _, h := range c.hops {
		if h.plain {
			continue
		}
		p := pair{hop: h}
		if !h.hasRequest && len(c.requestExtras) > 0 {
			p.request, c.requestExtras, h.hasRequest = c.requestExtras[0], c.requestExtras[1:], true
		}
		if !h.hasAnswer && len(c.responseExtras) > 0 {
			p.response, c.responseExtras, h.hasAnswer = c.responseExtras[0], c.responseExtras[1:], true
		}
		if p.request != nil || p.response != nil {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

func (h *hop) since(at cdp.MonotonicTime) time.Duration {
	return time.Duration((at.Float64() - h.started.Float64()) * float64(time.Second))
}

// headers gives names their canonical form, whatever the HTTP version.
func headers(reported cdpnetwork.Headers) map[string]string {
	h := make(map[string]string, len(reported))
	for name, value := range reported {
		h[textproto.CanonicalMIMEHeaderKey(name)] = fmt.Sprint(value)
	}
	return h
}

func merge(base, over map[string]string) map[string]string {
	if base == nil {
		return over
	}
	maps.Copy(base, over)
	return base
}

func requestBody(r *cdpnetwork.Request) string {
	var b strings.Builder
	for _, part := range r.PostDataEntries {
		b.Write(part.Bytes)
	}
	return b.String()
}

func remoteAddress(r *cdpnetwork.Response) string {
	if r.RemoteIPAddress == "" {
		return ""
	}
	return net.JoinHostPort(strings.Trim(r.RemoteIPAddress, "[]"), strconv.FormatInt(r.RemotePort, 10))
}

// keepsBody says whether an answer is text that a scenario may want to see.
func keepsBody(e *entry) bool {
	switch cdpnetwork.ResourceType(e.Type) {
	case cdpnetwork.ResourceTypeDocument, cdpnetwork.ResourceTypeXHR, cdpnetwork.ResourceTypeFetch:
	default:
		return false
	}
	kind, _, err := mime.ParseMediaType(e.MimeType)
	if err != nil {
		return false
	}
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "json") ||
		strings.HasSuffix(kind, "xml") || strings.HasSuffix(kind, "javascript")
}

func failureText(e *cdpnetwork.EventLoadingFailed) string {
	var parts []string
	if e.ErrorText != "" {
		parts = append(parts, e.ErrorText)
	}
	if e.BlockedReason != "" {
		parts = append(parts, "blocked: "+string(e.BlockedReason))
	}
	if e.CorsErrorStatus != nil {
		parts = append(parts, "CORS: "+string(e.CorsErrorStatus.CorsError))
	}
	if len(parts) == 0 {
		return "cancelled"
	}
	return strings.Join(parts, ", ")
}
