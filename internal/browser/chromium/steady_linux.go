//go:build linux && (amd64 || arm64)

package chromium

import (
	"fmt"
	"os/exec"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// startSteady starts a browser that cannot watch this machine's network. One
// that does drops all its connections (ERR_NETWORK_CHANGED) whenever an
// interface gets or loses an address, which is what each container and each
// network of Docker brings about, whoever starts it. Without its source, the
// routing socket, a browser takes the network for steady and itself for online
// (AddressTrackerLinux::AbortAndForceOnline in Chromium's net/base).
//
// The system call filter that withholds the socket is set on a thread of its
// own, which only starts the browser: children inherit it, and with the
// goroutine the thread ends.
func startSteady(cmd *exec.Cmd) error {
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // for good: a locked thread ends with its goroutine
		err := withholdRoutingSocket()
		if err == nil {
			err = cmd.Start()
		}
		started <- err
	}()
	return <-started
}

// withholdRoutingSocket lets socket(AF_NETLINK, …, NETLINK_ROUTE) fail with
// EAFNOSUPPORT in this thread and its children.
func withholdRoutingSocket() error {
	filter := routingFilter()
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	// Without it only root may filter. It costs set-user-id sandboxes, which
	// Chromium needs on no kernel with user namespaces.
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("keeping the browser from watching the network: %w", err)
	}
	if err := unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&program)), 0, 0); err != nil {
		return fmt.Errorf("keeping the browser from watching the network: %w", err)
	}
	return nil
}

// routingFilter reads struct seccomp_data (linux/seccomp.h): the number of the
// system call at 0, its arguments from 16 on, 8 bytes each, low half first.
func routingFilter() []unix.SockFilter {
	const (
		load, equal, answer = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, unix.BPF_RET | unix.BPF_K
		number, domain      = 0, 16
		protocol            = 32
	)
	return []unix.SockFilter{
		{Code: load, K: number},
		{Code: equal, K: unix.SYS_SOCKET, Jf: 5},
		{Code: load, K: domain},
		{Code: equal, K: unix.AF_NETLINK, Jf: 3},
		{Code: load, K: protocol},
		{Code: equal, K: unix.NETLINK_ROUTE, Jf: 1},
		{Code: answer, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EAFNOSUPPORT)},
		{Code: answer, K: unix.SECCOMP_RET_ALLOW},
	}
}
