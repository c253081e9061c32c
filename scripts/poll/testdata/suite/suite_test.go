// Package suite_test stands in for a suite: its scenarios end as their names say.
package suite_test

import (
	"os"
	"os/signal"
	"syscall"
	"testing"

	"gonogo/internal/report"
)

func scenario(t *testing.T, key, verdict, expected string) {
	for k, v := range map[string]string{
		report.KeyGuide: "clavex", report.KeyRelease: "8.9.0", report.KeyStack: "embedded", report.KeyEngine: "chromedp",
		report.KeyScenario: key, report.KeyTitle: "it is " + key, report.KeyVerdict: verdict, report.KeyExpected: expected,
	} {
		t.Attr(k, v)
	}
}

func TestKept(t *testing.T) { scenario(t, "kept", "kept", "true") }

func TestBroken(t *testing.T) {
	scenario(t, "broken", "broken", "false")
	t.Error("the transcript of what was broken")
}

// TestStuck goes on until it is interrupted.
func TestStuck(t *testing.T) {
	scenario(t, "kept", "kept", "true")
	t.Run("stuck", func(t *testing.T) {
		scenario(t, "stuck", "", "")
		interrupted := make(chan os.Signal, 1)
		signal.Notify(interrupted, os.Interrupt)
		<-interrupted
		t.Error("interrupted")
	})
}

// TestKilled is killed in the middle, as by a machine without memory.
func TestKilled(t *testing.T) {
	scenario(t, "kept", "kept", "true")
	t.Run("killed", func(t *testing.T) {
		scenario(t, "killed", "", "")
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	})
}
