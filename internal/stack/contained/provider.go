package contained

import (
	"fmt"

	"gonogo/internal/guide"
)

// Providers say how the guides' providers run.
type Providers struct {
	// Emulated lets emulators stand in for providers that could run themselves.
	Emulated bool
	// Encvoy names the images of Encvoy ID's parts, of which none is published.
	Encvoy string
}

// identity is how a guide's provider runs: as its publisher's image where there
// is one, as an emulator where the provider is a hosted service (Entra ID,
// miniOrange) or everything is a stand-in.
func (p Providers) identity(g *guide.Guide, local bool) (identity, error) {
	if local || p.Emulated {
		return emulated{g.ID, g.ProviderURL}, nil
	}
	switch g.ID {
	case "entra", "miniorange":
		return emulated{g.ID, g.ProviderURL}, nil
	default:
		return nil, fmt.Errorf("no image is known of the provider of the guide %s; set GONOGO_PROVIDER=emulator to run gonogo's own", g.ID)
	}
}
