package main

import (
	"fmt"
	"slices"
	"strings"

	"gonogo/containers/images"
)

// image is what is built under a name.
type image struct {
	name       string            // with tag
	dockerfile string            // file in containers/images
	binaries   []binary          // beside the Dockerfile when it is built
	arguments  map[string]string // of the Dockerfile
}

// binary is a static program. Each is built once, however many images hold it.
type binary struct {
	name    string // file name
	of      string // package
	modfile string // other than go.mod, for programs that the project only packs
}

// table lists every image: the parts, then Rocket.Chat for each version.
func table(versions []string) []image {
	part := binary{name: "part", of: "./containers/images/part"}
	all := []image{
		{name: images.MongoDB, dockerfile: "mongodb.Dockerfile", binaries: []binary{part}},
		{name: images.Emulator, dockerfile: "emulator.Dockerfile", binaries: []binary{part}},
		{name: images.Gateway, dockerfile: "gateway.Dockerfile", binaries: []binary{
			{name: "caddy", of: "github.com/caddyserver/caddy/v2/cmd/caddy", modfile: "images.mod"},
		}},
		{name: images.Dex, dockerfile: "dex.Dockerfile", binaries: []binary{
			{name: "dex", of: "github.com/dexidp/dex/cmd/dex", modfile: "images.mod"},
		}},
	}
	for _, version := range versions {
		all = append(all, image{
			name: images.RocketChat(version), dockerfile: "rocketchat.Dockerfile", binaries: []binary{part},
			arguments: map[string]string{"GONOGO_RELEASE": version},
		})
	}
	return all
}

// only are the images of these names, in the table's order; without names, all. A
// name without a tag is every tag of it.
func only(all []image, names []string) ([]image, error) {
	if len(names) == 0 {
		return all, nil
	}
	wanted := map[string]bool{}
	for _, name := range names {
		found := false
		for _, i := range all {
			if i.name == name || i.repository() == name {
				wanted[i.name], found = true, true
			}
		}
		if !found {
			return nil, fmt.Errorf("--only %s: there is no such image; there are %s", name, strings.Join(repositories(all), ", "))
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(i image) bool { return !wanted[i.name] }), nil
}

// repository is the name without its tag.
func (i image) repository() string {
	name, _, _ := strings.Cut(i.name, ":")
	return name
}

// repositories are the names without tags, each once.
func repositories(all []image) []string {
	var names []string
	for _, i := range all {
		if name := i.repository(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
