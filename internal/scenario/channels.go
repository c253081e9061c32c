package scenario

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// MarkedChannel makes the name of a channel that no other scenario knows, marked
// as people are: whoever looks after an attached workspace sees whose it is.
func MarkedChannel(what string) string {
	return "ada-" + strings.ToLower(rand.Text()[:8]) + "-" + what
}

// ChannelsGoAgain sees to it that channels are taken away with the scenario, those
// that there are, also if it ends early. By then the service has its former
// settings, and no login makes them anew.
func (r *Run) ChannelsGoAgain(names ...string) {
	r.goesAgain(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), patience)
		defer cancel()
		if err := r.deleteChannels(ctx, names); err != nil {
			r.t.Errorf("deleting channels: %v", err)
		}
	})
}

// DeletesChannels takes channels away while nobody else uses the service: it
// changes the account of their owner, which others may be looking at.
func (r *Run) DeletesChannels(names ...string) {
	r.Step("an administrator deletes the channels "+strings.Join(names, ", "), func(ctx context.Context) error {
		return r.deleteChannels(ctx, names)
	})
}

func (r *Run) deleteChannels(ctx context.Context, names []string) error {
	for _, name := range names {
		found, err := r.stack.Admin().Channel(ctx, name)
		if err == nil && found != nil {
			err = r.stack.Admin().DeleteChannel(ctx, found.ID)
		}
		if err != nil {
			return fmt.Errorf("deleting the channel %s: %w", name, err)
		}
	}
	return nil
}

// HasNoChannel checks that nothing has made these channels.
func (r *Run) HasNoChannel(names ...string) {
	r.Check("Rocket.Chat has no channel "+strings.Join(names, ", "), func(ctx context.Context) error {
		for _, name := range names {
			found, err := r.stack.Admin().Channel(ctx, name)
			if err != nil {
				return fmt.Errorf("looking for the channel: %w", err)
			}
			if found != nil {
				return differs("Rocket.Chat has the channel %s", name)
			}
		}
		return nil
	})
}

// HasTheChannel checks that there is a public channel, and whose it is.
func (r *Run) HasTheChannel(name, owner string) {
	r.Check("Rocket.Chat has the public channel "+name+" of "+owner, func(ctx context.Context) error {
		found, err := r.existing(ctx, name)
		switch {
		case err != nil:
			return err
		case found.Type != "c":
			return differs("the channel is of type %q instead of \"c\"", found.Type)
		case found.Owner.Username != owner:
			return differs("the channel is %s's", found.Owner.Username)
		}
		return nil
	})
}

// existing is a channel that must be there.
func (r *Run) existing(ctx context.Context, name string) (*rocketchat.Channel, error) {
	found, err := r.stack.Admin().Channel(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("looking for the channel %s: %w", name, err)
	}
	if found == nil {
		return nil, differs("Rocket.Chat has no channel %s", name)
	}
	return found, nil
}

// IsIn checks that the person finds a channel among hers. It is her own session
// that is asked: lists of members leave out whoever came into the channel before
// there was an account.
func (p *Person) IsIn(channel string) { p.place(channel, true) }

// IsNotIn checks that the person does not find a channel among hers.
func (p *Person) IsNotIn(channel string) { p.place(channel, false) }

func (p *Person) place(channel string, want bool) {
	sentence := "she is in the channel " + channel
	if !want {
		sentence = "she is not in the channel " + channel
	}
	p.run.Check(sentence, func(ctx context.Context) error {
		found, err := p.run.existing(ctx, channel)
		if err != nil {
			return err
		}
		session, err := p.chat.Session(ctx)
		if err != nil {
			return err
		}
		in, err := p.api(session.UserID, session.Token.Reveal()).IsSubscribed(ctx, found.ID)
		if err != nil {
			return fmt.Errorf("asking for her place in the channel: %w", err)
		}
		if in != want {
			return differs("that she is in the channel is %t", in)
		}
		return nil
	})
}

// IsListedIn checks that other people see the person among a channel's members.
func (p *Person) IsListedIn(channel string) {
	p.run.Check("she is among the members of "+channel, func(ctx context.Context) error {
		found, err := p.run.existing(ctx, channel)
		if err != nil {
			return err
		}
		members, err := p.run.stack.Admin().ChannelMembers(ctx, found.ID)
		if err != nil {
			return fmt.Errorf("listing the members: %w", err)
		}
		if !slices.ContainsFunc(members, func(m rocketchat.User) bool { return m.ID == p.account }) {
			return differs("she is not among the %d members", len(members))
		}
		return nil
	})
}

// IsCommunity ends a scenario about what takes a licence where the workspace has
// one. It shows: the login service says that channels are mapped, which was
// written, and reads as off without a licence (§1.2).
func (r *Run) IsCommunity() {
	if !r.Release().Has(release.PremiumMapping) {
		return
	}
	licensed := false
	r.Step("the workspace tells whether it has a licence", func(ctx context.Context) error {
		service, err := r.loginService(ctx)
		licensed = service["mapChannels"] == true
		return err
	})
	if licensed {
		r.cannotBeCast(errors.New("this workspace has a licence, and the scenario is about Community"))
	}
}

// LogsInInVain is a whole login attempt that comes to nothing: the person is back at
// the login page, and Rocket.Chat has no account for her.
func (p *Person) LogsInInVain() {
	p.triesInVain()
	p.HasNoAccount()
}
