package attempt

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"net/url"
	"slices"
	"strings"
	"time"

	"gonogo/internal/browser"
	"gonogo/internal/evidence"
)

// webSocket is the type of exchanges that are calls over a websocket.
const webSocket = "WebSocket"

// harEntry is an entry with what developer tools add to the format.
type harEntry struct {
	evidence.Entry
	Response struct {
		evidence.Response
		Content struct {
			evidence.Content
			Encoding string `json:"encoding"`
		} `json:"content"`
		Failure string `json:"_error"`
	} `json:"response"`
	Frames []harFrame `json:"_webSocketMessages"`
}

// harFrame is a message of a websocket as Chromium's developer tools save it.
type harFrame struct {
	Type string  `json:"type"` // "send" or "receive"
	Time float64 `json:"time"` // in seconds since 1970
	Data string  `json:"data"`
}

// ReadHAR reads an HTTP archive of version 1.2 as developer tools and this project's
// suites save it. Console messages are not part of an archive, and developer tools
// record one window, so that a popup has an archive of its own.
func ReadHAR(r io.Reader) (Attempt, error) {
	var archive struct {
		Log struct {
			Creator evidence.Product `json:"creator"`
			Entries []harEntry       `json:"entries"`
		} `json:"log"`
	}
	if err := json.NewDecoder(r).Decode(&archive); err != nil {
		return Attempt{}, fmt.Errorf("reading a HAR archive: %w", withoutValue(err))
	}
	var a Attempt
	for _, e := range archive.Log.Entries {
		x := e.exchange()
		if archive.Log.Creator.Name != "gonogo" {
			x.Page = "" // a page of theirs is a document, not a window
		}
		a.Exchanges = append(a.Exchanges, x)
		a.Exchanges = append(a.Exchanges, e.calls(x)...)
	}
	// A websocket's calls come after what was asked between them and its opening.
	slices.SortStableFunc(a.Exchanges, func(x, y browser.Exchange) int { return x.Started.Compare(y.Started) })
	return a, nil
}

// withoutValue drops what a decoder quotes of the archive.
func withoutValue(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	return errors.New("it is not of that form")
}

func (e harEntry) exchange() browser.Exchange {
	started, _ := time.Parse(time.RFC3339Nano, e.Started) // an unreadable time is none
	x := browser.Exchange{
		Page: e.Page, Type: e.ResourceType, Started: started, Duration: time.Duration(e.Time * float64(time.Millisecond)),
		Method: e.Request.Method, URL: e.Request.URL, RequestHeaders: joined(e.Request.Headers),
		Status: e.Response.Status, Error: e.Error, ResponseHeaders: joined(e.Response.Headers),
		ResponseBody: e.Response.Content.Text, MimeType: e.Response.Content.MimeType,
	}
	if x.Error == "" {
		x.Error = e.Response.Failure
	}
	if e.Response.Content.Encoding == "base64" {
		raw, _ := base64.StdEncoding.DecodeString(x.ResponseBody)
		x.ResponseBody = string(raw)
	}
	if e.Request.PostData != nil {
		x.RequestBody = body(*e.Request.PostData)
	}
	if x.ResponseHeaders["Location"] == "" && e.Response.RedirectURL != "" {
		x.ResponseHeaders["Location"] = e.Response.RedirectURL
	}
	return x
}

// body is a request's; archives keep forms as parameters, as text, or as both.
func body(p evidence.PostData) string {
	if p.Text != "" {
		return p.Text
	}
	values := url.Values{}
	for _, pair := range p.Params {
		values.Add(pair.Name, pair.Value)
	}
	return values.Encode()
}

func joined(pairs []evidence.Pair) map[string]string {
	h := map[string]string{}
	for _, p := range pairs {
		name := textproto.CanonicalMIMEHeaderKey(p.Name)
		if before, ok := h[name]; ok {
			h[name] = before + "\n" + p.Value
			continue
		}
		h[name] = p.Value
	}
	return h
}

// calls are the login calls among the frames of a websocket, each with its
// answer, in the form that they have over REST.
func (e harEntry) calls(connection browser.Exchange) []browser.Exchange {
	var calls []browser.Exchange
	open := map[string]int{} // position of a call by its id
	for _, f := range e.Frames {
		for _, message := range ddp(f.Data) {
			var m struct{ Msg, Method, ID string }
			if json.Unmarshal([]byte(message), &m) != nil {
				continue
			}
			wrapped, _ := json.Marshal(map[string]string{"message": message}) // texts always encode
			at, known := open[m.ID]
			switch {
			case m.Msg == "method" && m.Method == "login":
				open[m.ID] = len(calls)
				calls = append(calls, browser.Exchange{
					Page: connection.Page, Type: webSocket, URL: connection.URL, Method: "SEND",
					Started: time.UnixMicro(int64(f.Time * 1e6)), RequestBody: string(wrapped),
				})
			case m.Msg == "result" && known:
				calls[at].Status, calls[at].ResponseBody = connection.Status, string(wrapped)
			}
		}
	}
	return calls
}

// ddp takes the messages of DDP out of a frame: SockJS packs them into a list of
// texts, which has an "a" before it on the way from the server.
func ddp(frame string) []string {
	var packed []string
	if json.Unmarshal([]byte(strings.TrimPrefix(frame, "a")), &packed) == nil {
		return packed
	}
	return []string{frame}
}
