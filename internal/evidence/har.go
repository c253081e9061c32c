package evidence

import (
	"time"

	"gonogo/internal/browser"
)

// Creator says in an archive what made it and with which browser.
type Creator struct {
	Version string // of gonogo
	Browser string // as the browser reports itself: "Chrome/156.0.8078.79"
}

// HAR is an HTTP archive, version 1.2, as the draft of the W3C's Web
// Performance working group describes it.
type HAR struct {
	Log Log `json:"log"`
}

// Log is the root of an archive.
type Log struct {
	Version string      `json:"version"`
	Creator Product     `json:"creator"`
	Browser Product     `json:"browser"`
	Pages   []PageEntry `json:"pages"`
	Entries []Entry     `json:"entries"`
}

// Product is a name with a version.
type Product struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// PageEntry is one window.
type PageEntry struct {
	Started string   `json:"startedDateTime"`
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Timings struct{} `json:"pageTimings"`
}

// Entry is one request with its answer. Times are in milliseconds.
type Entry struct {
	Page            string   `json:"pageref"`
	Started         string   `json:"startedDateTime"`
	Time            float64  `json:"time"`
	Request         Request  `json:"request"`
	Response        Response `json:"response"`
	Cache           struct{} `json:"cache"`
	Timings         Timings  `json:"timings"`
	ServerIPAddress string   `json:"serverIPAddress,omitempty"`
	ResourceType    string   `json:"_resourceType,omitempty"`
	Error           string   `json:"_error,omitempty"`
}

// Timings are the parts of an entry's time; only the whole is known.
type Timings struct {
	Send    float64 `json:"send"`
	Wait    float64 `json:"wait"`
	Receive float64 `json:"receive"`
}

// Request is what the browser sent.
type Request struct {
	Method      string    `json:"method"`
	URL         string    `json:"url"`
	HTTPVersion string    `json:"httpVersion"`
	Cookies     []Pair    `json:"cookies"`
	Headers     []Pair    `json:"headers"`
	Query       []Pair    `json:"queryString"`
	PostData    *PostData `json:"postData,omitempty"`
	HeadersSize int       `json:"headersSize"`
	BodySize    int       `json:"bodySize"`
}

// Response is what came back; its status is 0 if nothing did.
type Response struct {
	Status      int     `json:"status"`
	StatusText  string  `json:"statusText"`
	HTTPVersion string  `json:"httpVersion"`
	Cookies     []Pair  `json:"cookies"`
	Headers     []Pair  `json:"headers"`
	Content     Content `json:"content"`
	RedirectURL string  `json:"redirectURL"`
	HeadersSize int     `json:"headersSize"`
	BodySize    int     `json:"bodySize"`
}

// Pair is a header, a cookie or a parameter.
type Pair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// PostData is a request's body: parameters of a form, or any other text.
type PostData struct {
	MimeType string `json:"mimeType"`
	Params   []Pair `json:"params"`
	Text     string `json:"text"`
}

// Content is an answer's body.
type Content struct {
	Size     int    `json:"size"`
	MimeType string `json:"mimeType"`
	Text     string `json:"text,omitempty"`
}

// unknown is what an archive says of a size that was not recorded.
const unknown = -1

// Archive makes an archive of exchanges, without secrets.
func Archive(exchanges []browser.Exchange, made Creator, r *Redactor) HAR {
	log := Log{
		Version: "1.2",
		Creator: Product{Name: "gonogo", Version: made.Version},
		Browser: product(made.Browser),
		Pages:   []PageEntry{}, Entries: []Entry{},
	}
	seen := map[string]bool{}
	for _, x := range exchanges {
		if !seen[x.Page] {
			seen[x.Page] = true
			log.Pages = append(log.Pages, PageEntry{Started: stamp(x.Started), ID: x.Page, Title: r.String(x.URL)})
		}
		log.Entries = append(log.Entries, entry(x, r))
	}
	return HAR{Log: log}
}

func entry(x browser.Exchange, r *Redactor) Entry {
	took := float64(x.Duration) / float64(time.Millisecond)
	return Entry{
		Page: x.Page, Started: stamp(x.Started), Time: took,
		Request: request(x, r), Response: response(x, r),
		Timings:         Timings{Wait: took},
		ServerIPAddress: host(x.RemoteAddr), ResourceType: x.Type, Error: r.String(x.Error),
	}
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }
