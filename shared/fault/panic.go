package fault

import (
	"runtime"
	"strconv"
	"strings"
)

// Panic returns the error, of kind Unknown, that a panic has become. It is for
// deferred functions whose recover stopped one. What the panic says is not kept,
// as it may quote what was worked on; where it was is.
func Panic() error {
	var pcs [32]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])]) // beyond us and the deferred function
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "runtime.") || !more {
			return Errorf(Unknown, "panic in %s:%s", f.Function, strconv.Itoa(f.Line))
		}
	}
}
