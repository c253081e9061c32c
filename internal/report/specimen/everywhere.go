package specimen

import (
	"maps"
	"reflect"
	"slices"

	"gonogo/internal/report"
)

// Everywhere is a document with a text at the end of everything that a stream of
// events may have brought in: ids and shards, too, and what went wrong outside of
// cases. Verdicts and outcomes stay, and what joins a case to its run.
func Everywhere(text string) *report.Document {
	d := Document(20, 5, Plain())
	d.Absent, d.Gaps = []string{"clavex-2"}, []string{"line 7 is no event of go test"}
	run := &d.Runs[0]
	run.Shard, run.Selection, run.Failed, run.Output = "clavex-1", "GONOGO_ENGINE=rod", 1, "undefined: x\n"
	for i := range d.Cases {
		d.Cases[i].Check = "Person.IsLoggedIn"
		if i%4 == 1 {
			d.Cases[i].Trouble = &report.Trouble{Symptom: "nobody logs in", Cause: "secret-wrong", Diagnosis: "client-unknown", Cure: "not cured: too late"}
		}
	}
	fill(reflect.ValueOf(d).Elem(), text)
	return d
}

// fill appends the text to every string at or below v.
func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && v.Len() > 0 {
			v.SetString(v.String() + text)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem(), text)
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !slices.Contains([]string{"Format", "ID", "Run"}, f.Name) {
				fill(v.Field(i), text)
			}
		}
	case reflect.Map:
		if of, is := v.Interface().(map[string]string); is {
			for key, value := range maps.Clone(of) {
				of[key] = value + text
			}
		}
	default: // numbers and truths
	}
}
