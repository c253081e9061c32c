package scenario

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/evidence"
	"gonogo/internal/report"
	"gonogo/internal/stack"
)

// Every secret of a login is planted wherever one could leak, with nothing beside
// it that says what it is: in sentences, failures, the server's log, a profile,
// addresses, the page and its console. No byte of what is kept may hold one.
func TestNothingThatIsKeptOfAScenarioHoldsASecret(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{"chromedp", "protocol"} {
		if testing.Short() && engine == "chromedp" {
			continue
		}
		su := open(t, lookupOf(map[string]string{
			"GONOGO_ENGINE": engine, "GONOGO_GUIDES": "authentik", "GONOGO_RELEASES": "8.9.0",
		}))
		for _, style := range []string{"redirect", "popup"} {
			t.Run(engine+"/"+style, func(t *testing.T) {
				t.Parallel()
				dir, planted := t.TempDir(), map[string]string{}
				r := su.keptIn(t, dir, Scenario{Service: map[string]any{"login_style": style}, Steps: func(r *Run) { r.leaks(planted) }})
				for _, kind := range []string{"client secret", "password", "code", "state", "credential token", "access token", "login token"} {
					require.Contains(t, planted, kind)
				}
				require.Contains(t, r.happened, evidence.Redacted, "the last step was reached")
				assertNowhere(t, dir, planted)
				assertTold(t, dir, engine)
			})
		}
	}
}

func lookupOf(variables map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) { value, ok := variables[name]; return value, ok }
}

// keptIn plays a scenario and keeps everything of it in a folder.
func (su *Suite) keptIn(t *testing.T, dir string, s Scenario) *Run {
	t.Helper()
	ctx, cancel := context.WithTimeout(su.ctx, patience)
	defer cancel()
	r := newRun(t, ctx, s, evidence.NewRedactor())
	r.opening.kept = true
	c := su.cells()[0]
	require.NoError(t, r.prepare(su, c.guide, c.release))
	held, err := r.lockService()
	require.NoError(t, err)
	r.goesAgain(held.release)
	defer r.goAgain()
	r.perform()
	require.NoError(t, held.restore())
	r.learn()
	require.NoError(t, r.keepIn(ctx, dir, true))
	r.leave()
	return r
}

// talkative is a stack whose Rocket.Chat prints everything that it knows.
type talkative struct {
	stack.Stack
	says []string
}

func (s talkative) ServerLog() []string { return append(s.Stack.ServerLog(), s.says...) }

// leaks logs ada in and tells every secret of that everywhere.
func (r *Run) leaks(planted map[string]string) {
	ada := r.NewPerson()
	ada.LogsIn()
	r.Step("all secrets are gathered", func(ctx context.Context) error { return ada.gather(ctx, planted) })
	var all strings.Builder
	for _, secret := range planted {
		all.WriteString(" " + secret)
	}
	r.Step("she tells"+all.String(), func(ctx context.Context) error {
		r.stack = talkative{r.stack, []string{ada.Login + " said" + all.String(), "somebody said" + all.String()}}
		_, err := r.stack.Admin().UpdateUser(ctx, ada.account, map[string]any{"name": "Ada" + all.String()})
		return errors.Join(err, ada.tells(ctx, all.String()))
	})
	r.Step("nothing happens", func(context.Context) error { return errors.New("instead she heard" + all.String()) })
}

// gather collects the secrets by means that the redactor has no part in.
func (p *Person) gather(ctx context.Context, into map[string]string) error {
	session, err := p.chat.Session(ctx)
	if err != nil {
		return err
	}
	secret, _ := p.run.configured.Value("secret")
	into["client secret"], into["password"], into["login token"] = fmt.Sprint(secret), p.Password, session.Token.Reveal()
	for i, x := range p.session.Exchanges() {
		for name, value := range x.ResponseHeaders {
			if cookie, _, _ := strings.Cut(value, ";"); strings.EqualFold(name, "Set-Cookie") && len(cookie) > 20 {
				_, into[fmt.Sprintf("cookie %d", i)], _ = strings.Cut(cookie, "=")
			}
		}
		if u, err := url.Parse(x.URL); err == nil && strings.HasPrefix(x.URL, p.run.Guide().RedirectURI+"?") {
			into["code"], into["state"] = u.Query().Get("code"), u.Query().Get("state")
		}
	}
	var state struct{ CredentialToken string }
	raw, err := base64.StdEncoding.DecodeString(into["state"])
	if err := errors.Join(err, json.Unmarshal(raw, &state)); err != nil {
		return err
	}
	var account struct {
		Services map[string]bson.M
	}
	err = p.run.users().FindOne(ctx, bson.M{"_id": p.account}).Decode(&account)
	into["credential token"] = state.CredentialToken
	into["access token"], _ = account.Services[p.run.configured.Service.Key]["accessToken"].(string)
	return err
}

// tells takes the secrets to an address, into the page, and to the console.
func (p *Person) tells(ctx context.Context, secrets string) error {
	address := p.run.stack.RocketChatURL() + "/home?said=" + url.QueryEscape(secrets) + "#" + url.PathEscape(secrets)
	a, ok := p.session.(*browserAgent)
	if !ok {
		return p.session.Visit(ctx, address)
	}
	if err := a.page.Goto(ctx, address); err != nil {
		return err
	}
	words, err := json.Marshal(secrets)
	return errors.Join(err, a.page.Eval(ctx, fmt.Sprintf("void (console.log(%s), document.body.append(%[1]s))", words), nil))
}

// assertNowhere looks for the secrets in every byte of every file.
func assertNowhere(t *testing.T, dir string, planted map[string]string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		for kind, secret := range planted {
			for _, form := range []string{secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret))} {
				if strings.Contains(string(content), form) {
					assert.Fail(t, "a "+kind+" is in "+entry.Name())
				}
			}
		}
		return err
	}))
}

// assertTold checks that what is no secret is there.
func assertTold(t *testing.T, dir, engine string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, report.StoryFile))
	require.NoError(t, err)
	var story report.Story
	require.NoError(t, json.Unmarshal(raw, &story))
	assert.Equal(t, report.StoryFormat, story.Format)
	assert.Contains(t, story.Steps[len(story.Steps)-1].Failure, "instead she heard "+evidence.Redacted)
	var asked []string
	for _, h := range story.Hops {
		asked = append(asked, h.From+" > "+h.To)
	}
	assert.Equal(t, 2, strings.Count(strings.Join(asked, "\n"), "rocketchat > provider"), "token and user info, of this login only")
	assert.Contains(t, asked, "browser > provider")
	login := story.Hops[slices.IndexFunc(story.Hops, func(h report.Hop) bool {
		return strings.HasSuffix(h.Path, "/login") && h.To == "rocketchat" && h.Method == http.MethodPost
	})]
	assert.Equal(t, 200, login.Status)
	assert.Empty(t, login.Error)
	require.Len(t, story.Profiles, 1)
	assert.Contains(t, story.Profiles[0].After["services"], "authentik")
	assert.Contains(t, strings.Join(story.Log, "\n"), "somebody said")
	_, err = os.Stat(filepath.Join(dir, "person-1", "page-1.png"))
	assert.ErrorIs(t, err, fs.ErrNotExist, "the page shows secrets, or there is none (%s)", engine)
}
