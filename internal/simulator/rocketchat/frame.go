package rocketchat

import (
	"encoding/json"
	"time"
)

// frame is a DDP message as the endpoints method.call and method.callAnon carry
// it, in EJSON.
type frame struct {
	Method string `json:"method"`
	ID     string `json:"id"`
	Params []any  `json:"params"`
}

// readFrame parses the text of a call; ok is false when it is none.
func readFrame(text string) (f frame, ok bool) {
	err := json.Unmarshal([]byte(text), &f)
	return f, err == nil && f.Method != "" && f.ID != ""
}

// param is a parameter, nil if it is missing.
func (f frame) param(i int) any {
	if i >= len(f.Params) {
		return nil
	}
	return f.Params[i]
}

// text is a parameter if it is a text.
func (f frame) text(i int) string {
	s, _ := f.param(i).(string)
	return s
}

// object is the first parameter if it is an object.
func (f frame) object() map[string]any {
	m, _ := f.param(0).(map[string]any)
	return m
}

// result renders the message "result", with either an error or a result.
func (f frame) result(key string, value any) (string, error) {
	message := map[string]any{"msg": "result", "id": f.ID}
	if value != nil {
		message[key] = ejson(value)
	}
	text, err := json.Marshal(message)
	return string(text), err
}

// ejson writes dates as {"$date": milliseconds}.
func ejson(value any) any {
	switch v := value.(type) {
	case time.Time:
		return map[string]any{"$date": v.UnixMilli()}
	case map[string]any:
		converted := make(map[string]any, len(v))
		for key, inner := range v {
			converted[key] = ejson(inner)
		}
		return converted
	default:
		return value
	}
}
