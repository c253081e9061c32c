// Package pin states a container request as plain data, so that tests can pin
// what is really asked of Docker: image, command, environment, files, ports,
// networks and what counts as ready.
package pin

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

// Request is what is asked of Docker.
type Request struct {
	Image      string
	Entrypoint []string            `yaml:",omitempty"`
	Cmd        []string            `yaml:",omitempty"`
	User       string              `yaml:",omitempty"`
	Env        map[string]string   `yaml:",omitempty"`
	Ports      []string            `yaml:",omitempty"`
	Networks   map[string][]string `yaml:",omitempty"` // aliases by network
	Labels     map[string]string   `yaml:",omitempty"`
	Tmpfs      map[string]string   `yaml:",omitempty"`
	Mounts     []string            `yaml:",omitempty"` // "source:target"
	Files      map[string]string   `yaml:",omitempty"` // content by path
	Ready      []string            `yaml:",omitempty"` // in order
}

// Of applies the options to a request for the image.
func Of(image string, opts ...testcontainers.ContainerCustomizer) (Request, error) {
	req := testcontainers.GenericContainerRequest{ContainerRequest: testcontainers.ContainerRequest{Image: image}}
	for _, o := range opts {
		if err := o.Customize(&req); err != nil {
			return Request{}, err
		}
	}
	files, err := files(req.Files)
	if err != nil {
		return Request{}, err
	}
	return Request{
		Image: req.Image, Entrypoint: req.Entrypoint, Cmd: req.Cmd, User: req.User, Env: req.Env,
		Ports: ports(req), Networks: networks(req), Labels: maps.Clone(req.Labels), Tmpfs: req.Tmpfs,
		Mounts: mounts(req.Mounts), Files: files, Ready: ready(req.WaitingFor),
	}, nil
}

// ports are the container's ports with the host's addresses: "127.0.0.1::80/tcp";
// a port alone is open on every interface.
func ports(req testcontainers.GenericContainerRequest) []string {
	var host container.HostConfig
	if req.HostConfigModifier != nil {
		req.HostConfigModifier(&host)
	}
	var all []string
	for _, port := range req.ExposedPorts {
		bound := port
		if parsed, err := network.ParsePort(port); err == nil && len(host.PortBindings[parsed]) > 0 {
			bound = host.PortBindings[parsed][0].HostIP.String() + "::" + port
		}
		all = append(all, bound)
	}
	return all
}

func networks(req testcontainers.GenericContainerRequest) map[string][]string {
	joined := map[string][]string{}
	for _, n := range req.Networks {
		joined[n] = slices.Clone(req.NetworkAliases[n])
	}
	return joined
}

func mounts(all testcontainers.ContainerMounts) []string {
	var pairs []string
	for _, m := range all {
		pairs = append(pairs, m.Source.Source()+":"+m.Target.Target())
	}
	return pairs
}

func files(all []testcontainers.ContainerFile) (map[string]string, error) {
	content := map[string]string{}
	for _, f := range all {
		if f.Reader == nil {
			content[f.ContainerFilePath] = "from " + f.HostFilePath
			continue
		}
		b, err := io.ReadAll(f.Reader)
		if err != nil {
			return nil, fmt.Errorf("reading the content of %s: %w", f.ContainerFilePath, err)
		}
		content[f.ContainerFilePath] = string(b)
	}
	return content, nil
}

// ready lists what has to hold, in the strategies' own words.
func ready(s wait.Strategy) []string {
	switch s := s.(type) {
	case nil:
		return nil
	case *wait.MultiStrategy:
		var all []string
		for _, one := range s.Strategies {
			all = append(all, ready(one)...)
		}
		return all
	case fmt.Stringer:
		return []string{s.String()}
	default:
		return []string{fmt.Sprintf("%T", s)}
	}
}
