package scenario

import (
	"runtime"
	"strings"
)

// caller is the function that makes a check, without the names of the module and
// of closures within it: "Person.IsLoggedIn".
func caller() string {
	above := make([]uintptr, 4)               // more than one: the compiler may have put functions into others
	above = above[:runtime.Callers(3, above)] // 0 is Callers itself, 1 this function, 2 Check
	frame, _ := runtime.CallersFrames(above).Next()
	_, name, _ := strings.Cut(frame.Function, "scenario.")
	name = strings.NewReplacer("(*", "", ")", "").Replace(name)
	words := strings.Split(name, ".")
	return strings.Join(words[:min(2, len(words))], ".")
}
