package contained

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/client"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/rocketchat"
	"gonogo/internal/stack/fault"
)

// SetRootURL replaces Rocket.Chat's container, and no other, by one with another
// ROOT_URL, whoever has started the stack; people still find it at RocketChatURL.
// The setting Site_Url follows, which a used database keeps otherwise (§8). The
// administrator is logged in anew: ask Admin again.
//
// It is put back by the guide's own address. A stack that was left with another
// one is not used again. With an error Rocket.Chat may be gone.
func (s *Stack) SetRootURL(ctx context.Context, url string) error {
	return s.replace(ctx, url, map[string]string{"OVERWRITE_SETTING_Site_Url": url})
}

// RestartRocketChat replaces Rocket.Chat's container by one like it over the same
// database. The stored Site_Url stays, whatever the ROOT_URL is now (§8); a stack
// that was left with another one is not used again. With an error Rocket.Chat may
// be gone.
func (s *Stack) RestartRocketChat(ctx context.Context, with fault.Restart) error {
	return s.replace(ctx, cmp.Or(with.RootURL, s.RocketChatURL()), nil)
}

// replace ends Rocket.Chat's container and starts another one with a ROOT_URL and
// further variables.
func (s *Stack) replace(ctx context.Context, url string, variables map[string]string) error {
	root := rocketchat.WithRootURL(url)
	if err := root(&testcontainers.GenericContainerRequest{}); err != nil {
		return err // before anything has changed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	found, err := s.engine.ContainerInspect(ctx, s.chat.id, client.ContainerInspectOptions{})
	if err != nil {
		return fmt.Errorf("looking at Rocket.Chat before it is replaced: %w", err)
	}
	s.earlier = s.log()
	if err := s.engine.removeContainer(ctx, s.chat.id); err != nil {
		return fmt.Errorf("ending Rocket.Chat before it is replaced: %w", err)
	}
	return uncut(ctx, func(ctx context.Context) error {
		opts := append(s.sameAgain(found.Container), root, rocketchat.WithEnvironment(variables))
		next, err := rocketchat.Run(ctx, found.Container.Image, opts...)
		if err != nil {
			return fmt.Errorf("starting Rocket.Chat with ROOT_URL %s: %w", url, err)
		}
		s.admin = next.Admin()
		s.chat, err = s.engine.part(ctx, s.id, partRocketChat)
		return err
	})
}

// sameAgain are the options that make a container of Rocket.Chat like the one
// found.
func (s *Stack) sameAgain(found container.InspectResponse) []testcontainers.ContainerCustomizer {
	ours := maps.Clone(found.Config.Labels)
	maps.DeleteFunc(ours, func(name, _ string) bool { return !strings.HasPrefix(name, "gonogo.") })
	opts := []testcontainers.ContainerCustomizer{
		quiet(), whole(), testcontainers.WithLabels(ours),
		rocketchat.WithEnvironment(s.chat.env),
		rocketchat.WithAuthority([]byte(ours[labelAuthority])),
		rocketchat.WithReachedAt(s.RocketChatURL(), s.network.Client()),
	}
	for name, endpoint := range found.NetworkSettings.Networks {
		if slices.Contains(endpoint.Aliases, partRocketChat) {
			opts = append(opts, containers.Join(name, partRocketChat))
		} else {
			opts = append(opts, containers.Join(name))
		}
	}
	return opts
}
