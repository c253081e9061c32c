//go:build !linux || !(amd64 || arm64)

package chromium

import "os/exec"

// startSteady starts the browser as it is: elsewhere Docker runs in a virtual
// machine, and its networks are not this machine's.
func startSteady(cmd *exec.Cmd) error { return cmd.Start() }
