package scenario

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gonogo/internal/doctor"
	"gonogo/internal/doctor/attempt"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/doctor/trial"
	"gonogo/internal/report"
)

// diagnose lets the doctor look at the workspace, the provider and the attempt:
// it must name the cause and nothing else.
func (tr Trouble) diagnose(r *Run, p *Person) {
	var want []diagnosis.Cause
	sentence := "the doctor finds nothing"
	if tr.Cause != "" {
		want, sentence = []diagnosis.Cause{tr.Cause}, fmt.Sprintf("the doctor names the cause, %s, and nothing else", tr.Cause)
	}
	r.Check(sentence, func(ctx context.Context) error {
		found, err := p.examined(ctx)
		if err != nil {
			return err
		}
		r.tell(report.KeyDiagnosis, causes(found.Causes()))
		if !slices.Equal(found.Causes(), want) {
			return differs("the doctor finds %s", diagnosis.List(found.Findings))
		}
		return nil
	})
}

// DoctorFindsNothing lets the doctor look at a workspace in which the person has
// just logged in.
func (p *Person) DoctorFindsNothing() { Trouble{}.diagnose(p.run, p) }

// examined is what the doctor says of the last attempt.
func (p *Person) examined(ctx context.Context) (diagnosis.Report, error) {
	r := p.run
	rel := r.Release()
	return doctor.Examine(ctx, doctor.Case{
		Guide: r.Guide(), URL: r.stack.RocketChatURL(), HTTP: r.stack.HTTP(), Admin: r.stack.Admin(), Release: &rel,
		Wanted: r.wanted(), Patience: r.requestPatience(),
		Attempt: &attempt.Attempt{Exchanges: p.session.Since(), Console: p.session.Console()},
		Person:  &trial.Person{Login: p.Login, Password: trial.Secret(p.Password), Authenticator: p.Authenticator},
	})
}

// wanted are the settings of the service in which the scenario differs from the
// guide before anything is broken, and those that lead to a planted failure.
func (r *Run) wanted() map[string]any { return both(r.changed.own.Service, r.detour) }

func causes(list []diagnosis.Cause) string {
	var words []string
	for _, c := range list {
		words = append(words, string(c))
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

// requestPatience is how long the doctor waits for the provider: as long as
// Rocket.Chat does, which the embedded stack shortens.
func (r *Run) requestPatience() time.Duration {
	if r.stack.Kind() == "embedded" {
		return 3 * time.Second
	}
	return doctor.Patience
}
