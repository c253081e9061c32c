// Package images names the images that are built from this repository, for
// machines that reach no registry: stand-ins of the publishers' images, started
// by the same packages with the same environment. scripts/images builds them.
// Whatever reports on them says that they are simulators.
package images

import "embed"

// Dockerfiles are the recipes, by file name.
//
//go:embed *.Dockerfile
var Dockerfiles embed.FS

// Label marks every image that scripts/images has built; its value is "local".
const Label = "gonogo.images"

// MongoDB is FerretDB over SQLite. It has no replica sets.
const MongoDB = "gonogo/mongodb:local"

// RocketChat is the simulated Rocket.Chat of a release, which need not be listed.
func RocketChat(version string) string { return "gonogo/rocketchat:" + version }

// Emulator is one of the emulated identity providers, chosen when it starts.
const Emulator = "gonogo/emulator:local"

// Gateway is the real Caddy that images.mod pins, packed by us.
const Gateway = "gonogo/gateway:local"

// Dex is the real Dex that images.mod pins, packed by us.
const Dex = "gonogo/dex:local"
