package contained

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"strings"

	"github.com/moby/moby/api/pkg/stdcopy"
	"github.com/moby/moby/api/types/network"
	"github.com/moby/moby/client"
)

// labelPart names a container's part in its stack.
const labelPart = "gonogo.part"

// The parts that every stack has. A provider may consist of several containers;
// those beside its main one have names of their own.
const (
	partMongoDB    = "mongodb"
	partRocketChat = "rocketchat"
	partGateway    = "gateway"
	partProvider   = "provider"
)

// part is a running container as Docker knows it: whoever has it knows the
// stack, also one that another process has started.
type part struct {
	name  string
	id    string
	env   map[string]string
	ports map[string]string // "127.0.0.1:49153" by "27017/tcp"
}

// part looks a part of a stack up. One that is missing or has ended is an error.
func (e engine) part(ctx context.Context, stack, name string) (part, error) {
	list, err := e.ContainerList(ctx, client.ContainerListOptions{Filters: labelled(labelStack+"="+stack, labelPart+"="+name)})
	if err != nil {
		return part{}, fmt.Errorf("looking for the stack's %s: %w", name, err)
	}
	if len(list.Items) != 1 {
		return part{}, fmt.Errorf("the stack's %s does not run", name)
	}
	id := list.Items[0].ID
	found, err := e.ContainerInspect(ctx, id, client.ContainerInspectOptions{})
	if err != nil {
		return part{}, fmt.Errorf("looking at the stack's %s: %w", name, err)
	}
	p := part{name: name, id: id, env: map[string]string{}, ports: map[string]string{}}
	for _, pair := range found.Container.Config.Env {
		key, value, _ := strings.Cut(pair, "=")
		p.env[key] = value
	}
	for port, bindings := range found.Container.NetworkSettings.Ports {
		p.ports[port.String()] = published(bindings)
	}
	return p, nil
}

// published is the address of this machine's loopback among a port's bindings.
func published(bindings []network.PortBinding) string {
	for _, b := range bindings {
		if b.HostIP == netip.MustParseAddr("127.0.0.1") {
			return b.HostIP.String() + ":" + b.HostPort
		}
	}
	return ""
}

// address is where this machine reaches a port of the part.
func (p part) address(port string) (string, error) {
	if a := p.ports[port]; a != "" {
		return a, nil
	}
	return "", fmt.Errorf("the stack's %s does not publish %s on 127.0.0.1", p.name, port)
}

// log is what the part has printed, oldest first.
func (e engine) log(ctx context.Context, p part) ([]string, error) {
	stream, err := e.ContainerLogs(ctx, p.id, client.ContainerLogsOptions{ShowStdout: true, ShowStderr: true})
	if err != nil {
		return nil, fmt.Errorf("reading the log of the stack's %s: %w", p.name, err)
	}
	defer func() { _ = stream.Close() }()
	var text strings.Builder
	if _, err := stdcopy.StdCopy(&text, &text, io.LimitReader(stream, logLimit)); err != nil {
		return nil, fmt.Errorf("reading the log of the stack's %s: %w", p.name, err)
	}
	return strings.Split(strings.TrimRight(text.String(), "\n"), "\n"), nil
}

// logLimit bounds what is read of a log, in bytes.
const logLimit = 8 << 20
