package leak

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// listening are the addresses at which this process accepts connections over TCP,
// as proc_pid_net(5) tells; none where there is no /proc.
func listening() []string {
	own := sockets()
	var all []string
	for _, table := range []string{"/proc/self/net/tcp", "/proc/self/net/tcp6"} {
		file, err := os.Open(table)
		if err != nil {
			continue // a kernel without IPv6, say
		}
		for lines := bufio.NewScanner(file); lines.Scan(); {
			if address, inode, ok := listener(lines.Text()); ok && own[inode] {
				all = append(all, address)
			}
		}
		_ = file.Close()
	}
	return all
}

// sockets are the inodes of this process's sockets.
func sockets() map[string]bool {
	found := map[string]bool{}
	descriptors, _ := filepath.Glob("/proc/self/fd/*")
	for _, d := range descriptors {
		to, err := os.Readlink(d) // it may be closed by now
		if inode, is := strings.CutPrefix(to, "socket:["); err == nil && is {
			found[strings.TrimSuffix(inode, "]")] = true
		}
	}
	return found
}

// listener reads a line of the table: "0: 0100007F:9C43 00000000:0000 0A …", of
// which the tenth field is the inode; 0A is the state of a listener.
func listener(line string) (address, inode string, ok bool) {
	fields := strings.Fields(line)
	if len(fields) < 10 || fields[3] != "0A" {
		return "", "", false
	}
	host, port, _ := strings.Cut(fields[1], ":")
	n, err := strconv.ParseUint(port, 16, 16)
	if err != nil {
		return "", "", false
	}
	return net.JoinHostPort(ip(host), fmt.Sprint(n)), fields[9], true
}

// ip is an address of four or sixteen bytes in hexadecimal, words of four bytes each
// in the order of this machine, which is taken to be little-endian.
func ip(words string) string {
	raw, err := hex.DecodeString(words)
	if err != nil || len(raw)%4 != 0 {
		return words
	}
	for word := range slices.Chunk(raw, 4) {
		slices.Reverse(word)
	}
	return net.IP(raw).String()
}
