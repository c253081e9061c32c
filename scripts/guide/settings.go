package main

import (
	"fmt"
	"io"
	"path/filepath"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/release"
)

type settings struct {
	Guide   string `required:"" help:"Id of a guide, or a publisher's own guide file (.yaml)."`
	Release string `help:"Rocket.Chat version such as 7.1.0; without it, the default of the list of releases."`
}

// Run prints the translation. Client id and secret, which only a provider can
// give, stay placeholders.
func (s *settings) Run(out io.Writer) error {
	g, err := s.load()
	if err != nil {
		return err
	}
	r, err := s.release()
	if err != nil {
		return err
	}
	translation, err := g.Settings(r, map[string]string{"client_id": "{client_id}", "client_secret": "{client_secret}"})
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(out, translation)
	return err
}

func (s *settings) load() (*guide.Guide, error) {
	if filepath.Ext(s.Guide) == ".yaml" {
		return guide.LoadFile(s.Guide, fixtures.Files)
	}
	return guide.Load(fixtures.Files, s.Guide)
}

func (s *settings) release() (release.Release, error) {
	if s.Release != "" {
		return release.New(s.Release)
	}
	catalogue, err := release.Load(fixtures.Files)
	if err != nil {
		return release.Release{}, err
	}
	return catalogue.Find(catalogue.Default)
}
