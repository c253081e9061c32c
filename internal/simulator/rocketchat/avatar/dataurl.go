package avatar

import (
	"encoding/base64"
	"strings"
)

// dataURI encodes a picture as suggestions carry it.
func dataURI(contentType string, data []byte) string {
	return "data:" + contentType + ";base64," + base64.StdEncoding.EncodeToString(data)
}

// ParseDataURI decodes "data:<type>;base64,<data>". Text that is no such URI is
// reported with ok false.
func ParseDataURI(text string) (contentType string, data []byte, ok bool) {
	rest, found := strings.CutPrefix(text, "data:")
	if !found {
		return "", nil, false
	}
	contentType, encoded, found := strings.Cut(rest, ";base64,")
	if !found {
		return "", nil, false
	}
	data, err := base64.StdEncoding.DecodeString(encoded)
	return contentType, data, err == nil
}
