// Package release knows the releases of Rocket.Chat under test: which
// behaviours each one has, and which images it runs on. It is pure: it reads
// the data it is given and compares versions, nothing else.
package release

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"
	"go.yaml.in/yaml/v4"
)

// Release is one Rocket.Chat version with its behaviours and images.
type Release struct {
	Version    string // as the tag prints it: "8.9.0"
	Image      string // container image with tag
	MongoImage string // MongoDB image with tag that the release supports
	Note       string // why this release is in the list
	Nearest    string // of a release that is not listed: the listed one below it

	version    *semver.Version
	behaviours map[Behaviour]bool
}

// Has reports whether the release shows a behaviour.
func (r Release) Has(b Behaviour) bool { return r.behaviours[b] }

// String returns the version.
func (r Release) String() string { return r.Version }

// In reports whether the release lies in a semantic-version constraint such as
// ">=6.3.0, <7.0.0". An unreadable constraint is an error.
func (r Release) In(constraint string) (bool, error) {
	c, err := semver.NewConstraint(constraint)
	if err != nil {
		return false, fmt.Errorf("release range %q is not one such as \">=6.3.0, <7.0.0\"", constraint) // the parser's words repeat it unquoted
	}
	return c.Check(r.version), nil
}

// Catalogue is the list of known releases, oldest first.
type Catalogue struct {
	Default  string
	Releases []Release
}

// catalogueFile is the shape of releases.yaml.
type catalogueFile struct {
	Default  string `yaml:"default"`
	Releases []struct {
		Version string `yaml:"version"`
		Image   string `yaml:"image"`
		Mongo   string `yaml:"mongo"`
		Note    string `yaml:"note"`
	} `yaml:"releases"`
}

// Load reads a catalogue from releases.yaml in files.
func Load(files fs.FS) (Catalogue, error) {
	const name = "releases.yaml"
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return Catalogue{}, fmt.Errorf("reading the list of releases: %w", err)
	}
	var f catalogueFile
	if err := yaml.Unmarshal(raw, &f); err != nil {
		return Catalogue{}, fmt.Errorf("%s: %s", name, strings.ReplaceAll(err.Error(), "\n", " ")) // it quotes texts of several lines
	}
	return newCatalogue(f, name)
}

func newCatalogue(f catalogueFile, name string) (Catalogue, error) {
	c := Catalogue{Default: f.Default}
	for _, e := range f.Releases {
		r, err := New(e.Version)
		if err != nil {
			return Catalogue{}, fmt.Errorf("%s: %w", name, err)
		}
		r.Image, r.MongoImage, r.Note = e.Image, e.Mongo, e.Note
		c.Releases = append(c.Releases, r)
	}
	slices.SortFunc(c.Releases, func(a, b Release) int { return a.version.Compare(b.version) })
	if _, err := c.Find(c.Default); err != nil {
		return Catalogue{}, fmt.Errorf("%s: default: %w", name, err)
	}
	return c, nil
}

// Find returns the release with exactly this version. The error names the
// versions that are known.
func (c Catalogue) Find(version string) (Release, error) {
	for _, r := range c.Releases {
		if r.Version == version {
			return r, nil
		}
	}
	return Release{}, fmt.Errorf("unknown Rocket.Chat release %q; known releases: %s", version, strings.Join(c.Versions(), ", "))
}

// Resolve returns a release by its version, listed or not. One that is not
// listed behaves as is known of that very version; its image has the same name
// as that of the nearest lower release with its own version as tag, and MongoDB
// is that release's. Below the oldest release nothing is known.
func (c Catalogue) Resolve(version string) (Release, error) {
	if r, err := c.Find(version); err == nil {
		return r, nil
	}
	r, err := New(version)
	if err != nil {
		return Release{}, fmt.Errorf("%w; known releases: %s", err, strings.Join(c.Versions(), ", "))
	}
	below := -1
	for i, listed := range c.Releases {
		if listed.version.LessThan(r.version) {
			below = i
		}
	}
	if below < 0 {
		return Release{}, fmt.Errorf("Rocket.Chat %s is older than every known release: %s", version, strings.Join(c.Versions(), ", "))
	}
	lower := c.Releases[below]
	r.Nearest, r.MongoImage = lower.Version, lower.MongoImage
	r.Image = strings.TrimSuffix(lower.Image, ":"+lower.Version) + ":" + version
	return r, nil
}

// Compare orders releases by version: negative where r is the older one.
func (r Release) Compare(other Release) int { return r.version.Compare(other.version) }

// Versions lists the known versions, oldest first.
func (c Catalogue) Versions() []string {
	names := make([]string, len(c.Releases))
	for i, r := range c.Releases {
		names[i] = r.Version
	}
	return names
}

// New computes the behaviours of any version, listed or not. The version must
// be complete ("7.1.0").
func New(version string) (Release, error) {
	v, err := semver.StrictNewVersion(version)
	if err != nil {
		return Release{}, fmt.Errorf("release %q is not a version such as 7.1.0: %w", version, err)
	}
	r := Release{Version: version, version: v, behaviours: map[Behaviour]bool{}}
	for _, s := range Switches() {
		in, err := r.In(s.Range)
		if err != nil {
			return Release{}, fmt.Errorf("behaviour %s: %w", s.Behaviour, err)
		}
		r.behaviours[s.Behaviour] = in
	}
	return r, nil
}
