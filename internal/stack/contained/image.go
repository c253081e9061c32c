package contained

import (
	"gonogo/containers/gateway"
	"gonogo/internal/release"
)

// images are the names of what a stack is made from.
type images struct {
	rocketChat string
	mongoDB    string
	gateway    string
	// replicaSet is whether MongoDB has to be made a replica set, which Rocket.Chat
	// demands (§10.2) and the stand-in does not know.
	replicaSet bool
}

// Names of the stand-ins, as make images builds them.
const (
	localMongoDB    = "gonogo/mongodb:local"
	localRocketChat = "gonogo/rocketchat:" // followed by the release
	localGateway    = "gonogo/gateway:local"
	localEmulator   = "gonogo/emulator:local"
)

// imagesOf are the publishers' images for a release, or the stand-ins.
func imagesOf(r release.Release, local bool) images {
	if local {
		return images{rocketChat: localRocketChat + r.Version, mongoDB: localMongoDB, gateway: localGateway}
	}
	return images{rocketChat: r.Image, mongoDB: r.MongoImage, gateway: gateway.Image, replicaSet: true}
}
