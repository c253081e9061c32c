package attempt

import (
	"io"

	"gonogo/internal/doctor/diagnosis"
)

// Diagnose names what made the attempt fail. It finds nothing in an attempt that
// did not fail, and nothing where the record alone does not tell: see [Read].
func Diagnose(a Attempt, in Circumstances) []diagnosis.Finding { return nil }

// Read takes the record apart.
func Read(a Attempt) Traits { return Traits{} }

// ReadHAR reads an HTTP archive of version 1.2 as browsers and this project's
// suites save it. Console messages are not part of an archive.
func ReadHAR(r io.Reader) (Attempt, error) { return Attempt{}, nil }
