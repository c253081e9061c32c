package authentik

import (
	"net/http"
	"sync"
	"time"

	"github.com/pquerna/otp/totp"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

// validation is the stage that asks for a second factor. The default flow has it,
// and skips it for people without a device (blueprints/default/
// flow-default-authentication-flow.yaml: not_configured_action skip).
const validation = "ak-stage-authenticator-validate"

// device is one that the person may answer with (authentik/stages/
// authenticator_validate/challenge.py, DeviceChallenge).
type device struct {
	Class     string         `json:"device_class"`
	UID       string         `json:"device_uid"`
	Challenge map[string]any `json:"challenge"`
	LastUsed  *time.Time     `json:"last_used"`
}

func codeChallenge(i op.Interaction) challenge {
	return challenge{
		Component: validation, PendingUser: i.Typed,
		Devices: []device{{Class: "totp", UID: "1", Challenge: map[string]any{}}},
	}
}

// factors remember the last code of each person: none is taken twice, nor an older
// one (django-otp, TOTPDevice.verify_token: last_t).
type factors struct {
	mu   sync.Mutex
	last map[provider.Authenticator]int64 // number of the half minute
}

func newFactors() *factors { return &factors{last: map[provider.Authenticator]int64{}} }

// halfMinute is how long an app shows a code, in seconds.
const halfMinute = 30

// valid checks a code, with one half minute of tolerance either way.
func (f *factors) valid(a provider.Authenticator, code string, now time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	at := now.Unix() / halfMinute
	for step := max(at-1, f.last[a]+1); step <= at+1; step++ {
		want, err := totp.GenerateCode(string(a), time.Unix(step*halfMinute, 0))
		if err == nil && want == code {
			f.last[a] = step
			return true
		}
	}
	return false
}

// validated takes the code after the password was right.
func (p *Provider) validated(w http.ResponseWriter, r *http.Request, i op.Interaction, code string) {
	person, known := p.People.BySubject(i.Session.Subject)
	if !known || !p.factors.valid(person.Authenticator, code, p.Now()) {
		c := codeChallenge(i)
		c.Errors = map[string][]fault{"code": {{
			"Invalid Token. Please ensure the time on your device is accurate and try again.", "invalid",
		}}}
		op.JSON(w, http.StatusOK, c)
		return
	}
	p.loggedIn(w, r, i, person)
}

// SecondFactor is the secret of a person's authenticator app; false when the
// person is not asked for one.
func (p *Provider) SecondFactor(login string) (secret string, asked bool) {
	person, ok := p.People.Find(login)
	return string(person.Authenticator), ok && person.Authenticator != ""
}
