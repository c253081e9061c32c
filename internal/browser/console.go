package browser

import (
	"encoding/json"
	"strings"

	"github.com/chromedp/cdproto/runtime"
)

// consoleText is what the console shows for the arguments of one call.
func consoleText(args []*runtime.RemoteObject) string {
	texts := make([]string, len(args))
	for i, a := range args {
		texts[i] = objectText(a)
	}
	return strings.Join(texts, " ")
}

func objectText(o *runtime.RemoteObject) string {
	if o == nil {
		return ""
	}
	var text string
	if json.Unmarshal(o.Value, &text) == nil {
		return text
	}
	switch {
	case o.Description != "":
		return o.Description
	case len(o.Value) > 0:
		return string(o.Value)
	}
	return string(o.Type)
}

// exceptionText is the thrown value with its stack if it has one.
func exceptionText(d *runtime.ExceptionDetails) string {
	if d.Exception == nil {
		return d.Text
	}
	return strings.TrimSpace(d.Text + " " + objectText(d.Exception))
}
