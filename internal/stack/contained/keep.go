package contained

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// again uses a stack of the cell that nobody uses and that was left for it; nil
// if there is none. A stack that does not answer any more is removed.
func (p *Opener) again(ctx context.Context, c cell, recipe string) (*Stack, error) {
	all, err := p.engine.stacks(ctx, labelHost+"="+p.ledger.host, labelCell+"="+c.name(), labelRecipe+"="+recipe)
	if err != nil {
		return nil, err
	}
	for _, f := range all {
		if !p.trusts(f) {
			continue
		}
		s, err := p.reuse(ctx, c, f)
		if s != nil || err != nil {
			return s, err
		}
	}
	return nil, nil
}

func (p *Opener) reuse(ctx context.Context, c cell, f *found) (*Stack, error) {
	mine, err := p.claimFor(ctx, f)
	if mine == nil || err != nil {
		return nil, err
	}
	if !p.mayReuse(mine) {
		_, err := p.ledger.sweepClaimed(ctx, p.engine, f.id, mine, false)
		return nil, err
	}
	s, err := p.proven(ctx, c, f)
	if err != nil && ctx.Err() != nil {
		return nil, errors.Join(err, mine.release()) // it may be well: it stays
	}
	if err != nil {
		p.options.Say(fmt.Sprintf("The containers that were kept of %s cannot be used any more and are removed: %v.", c.title(), err))
		return nil, errors.Join(p.engine.remove(ctx, f), mine.forget())
	}
	// Until it is left again it is nobody's but this process's.
	if err := mine.say(""); err != nil {
		return nil, errors.Join(err, s.disconnect(ctx), mine.release())
	}
	s.claim = mine
	p.options.Say("Using the containers of " + c.title() + " that run already.")
	return s, nil
}

// proof is how long a stack that runs already may take to answer.
const proof = 30 * time.Second

// proven opens a stack that runs and lets it prove that it is alive.
func (p *Opener) proven(ctx context.Context, c cell, f *found) (*Stack, error) {
	ctx, cancel := context.WithTimeout(ctx, proof)
	defer cancel()
	return open(ctx, p.engine, c, f.id, f.labels)
}

// claimFor locks a stack; nil if another process uses it. One of the same run
// is worth waiting for: its suite will leave it to this one.
func (p *Opener) claimFor(ctx context.Context, f *found) (*claim, error) {
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		c, err := p.ledger.claim("stack", f.id)
		if !errors.Is(err, errInUse) {
			return c, err
		}
		if p.options.Run == "" || f.labels[labelRun] != p.options.Run {
			return nil, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("waiting for another suite to leave the stack of %s: %w", f.labels[labelCell], ctx.Err())
		case <-tick.C:
		}
	}
}

// mayReuse reports whether a stack that nobody uses was left for this process.
func (p *Opener) mayReuse(c *claim) bool {
	run, left := ofRun(c.word)
	return c.word == wordKept || left && p.options.Run != "" && run == p.options.Run
}

// leave removes a stack that nobody needs any more, or leaves it: to the other
// suites of the run, or to later runs where a person has asked for that.
func (p *Opener) leave(ctx context.Context, s *Stack) error {
	word := p.remains()
	if word == "" {
		return errors.Join((&assembly{engine: p.engine, id: s.id}).discardAll(ctx), s.claim.forget())
	}
	if word == wordKept {
		p.options.Say(s.invitation())
	}
	return errors.Join(s.claim.say(word), s.claim.release())
}

// remains is the word under which stacks stay; empty: they do not.
func (p *Opener) remains() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.options.Keep == "always", p.options.Keep == "failure" && p.failed:
		return wordKept
	case p.options.Run != "":
		return wordRun + p.options.Run
	default:
		return ""
	}
}

// invitation tells how to look at a stack that stays.
func (s *Stack) invitation() string {
	return fmt.Sprintf("The containers of %s stay (GONOGO_KEEP): the next run uses them, one with GONOGO_KEEP=never removes them. "+
		"They are labelled %s=%s; Rocket.Chat is %s behind the gateway.", s.cell.title(), labelStack, s.id, s.RocketChatURL())
}
