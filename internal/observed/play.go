package observed

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"gonogo/internal/rocketchat"
)

// play is a run in progress.
type play struct {
	run
	world   *world
	chat    chat
	words   words
	service *service

	names map[string]string // account id → how the case calls it
	ids   map[string]string // the same, the other way round

	// The latest login: what the provider does in it, the callback's answer, the
	// credentials that the page holds, and the answer of REST.
	script     *script
	identity   map[string]any // without placeholders filled in
	page       Page
	credential string
	secret     any
	login      Answer
	session    session
	logins     []any    // arguments of the logins, to come again over DDP
	tokens     []string // credential tokens, under which the callbacks leave something
}

func newPlay(w *world, r run) *play {
	p := &play{
		run: r, world: w, chat: chat{w.stack.RocketChatURL(), w.stack.HTTP()},
		words: w.words(),
		names: map[string]string{}, ids: map[string]string{},
	}
	p.words["{u}"], p.words["{password}"] = newMark(), "pw-"+rand.Text()
	return p
}

// words are those that all runs have in common.
func (w *world) words() words {
	return words{"{provider}": w.at, "{chat}": w.stack.RocketChatURL()}
}

// step does one thing.
func (p *play) step(ctx context.Context, s Step) error {
	actions := map[string]func(context.Context, Step) error{
		"login": p.logIn, "authorize": p.authorize, "callback": p.callback, "submit": p.submit, "access-token": p.accessToken,
		"update": p.update, "activate": p.activate, "deactivate": p.activate, "configure": p.configure,
		"call": p.call, "method": p.method,
	}
	action, known := actions[s.Do]
	if !known {
		return fmt.Errorf("nobody knows how to do %q", s.Do)
	}
	if err := action(ctx, s); err != nil {
		return fmt.Errorf("%s: %w", s.Do, err)
	}
	return nil
}

// logIn is the recipe of §7.6: authorize, callback, login.
func (p *play) logIn(ctx context.Context, s Step) error {
	for _, part := range []func(context.Context, Step) error{p.authorize, p.callback, p.submit} {
		if err := part(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// begin gives the provider a new script.
func (p *play) begin(s Step) error {
	p.identity = patched(p.Identity, s.Identity)
	p.credential, p.secret, p.page, p.session = rand.Text()+rand.Text()[:17], nil, Page{}, session{}
	p.tokens = append(p.tokens, p.credential)
	state, err := p.state(nil)
	if err != nil {
		return err
	}
	p.words["{token}"], p.words["{credential}"] = "at-"+rand.Text(), p.credential
	replies := map[string]Reply{}
	for endpoint, reply := range p.Replies {
		reply.Body = p.words.text(reply.Body)
		replies[endpoint] = reply
	}
	p.script = &script{
		mark: p.words["{u}"], state: state, code: "code-" + rand.Text(), token: p.words["{token}"],
		identity: p.words.fill(p.identity), replies: replies,
	}
	p.world.provider.play(p.script)
	return nil
}

// state is what the browser packs (§3.1), with some of it changed.
func (p *play) state(change map[string]any) (string, error) {
	state := map[string]any{"loginStyle": "popup", "credentialToken": p.credential, "isCordova": false}
	if p.Style == "redirect" {
		state["loginStyle"], state["redirectUrl"] = "redirect", p.words["{chat}"]+"/home"
	}
	raw, err := json.Marshal(patched(state, change))
	return base64.StdEncoding.EncodeToString(raw), err
}

// authorize goes to the provider as the browser does, with the parameters in the
// order of §3.1.
func (p *play) authorize(ctx context.Context, s Step) error {
	if err := p.begin(s); err != nil {
		return err
	}
	text := func(field string) string { t, _ := p.service.document[field].(string); return t }
	address := text("authorizePath")
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		address = text("serverURL") + address
	}
	redirect := p.words["{chat}"] + "/_oauth/" + p.service.Key
	if text("loginStyle") == "" {
		redirect += "?close"
	}
	address += "?client_id=" + text("clientId")
	for _, pair := range [][2]string{{"redirect_uri", redirect}, {"response_type", "code"}, {"state", p.script.state}, {"scope", text("scope")}} {
		address += "&" + pair[0] + "=" + url.QueryEscape(pair[1])
	}
	answered, err := p.chat.get(ctx, address)
	if err != nil {
		return err
	}
	if answered.header.Get("Location") == "" {
		return fmt.Errorf("the provider answered %d and sends nobody back", answered.status)
	}
	return nil
}

// callback comes back from the provider, or with other parameters.
func (p *play) callback(ctx context.Context, s Step) error {
	query := url.Values{"code": {p.script.code}, "state": {p.script.state}}
	for name, value := range s.Query {
		switch v := p.words.fill(value).(type) {
		case nil:
			query.Del(name)
		case map[string]any:
			state, err := p.state(v)
			if err != nil {
				return err
			}
			query.Set(name, state)
		default:
			query.Set(name, fmt.Sprint(v))
			p.tokens = append(p.tokens, fmt.Sprint(v)) // a raw state is the token itself
		}
	}
	at := p.service.Key
	if s.At != "" {
		at = s.At
	}
	answered, err := p.chat.get(ctx, p.words["{chat}"]+"/_oauth/"+at+"?"+query.Encode())
	if err != nil {
		return err
	}
	if answered.status != http.StatusOK {
		return fmt.Errorf("the callback answered %d: %.200q", answered.status, answered.text)
	}
	if p.page, err = readPage(answered.text); err != nil {
		return err
	}
	if secret, ok := p.page.Config["credentialSecret"].(string); ok && p.secret == nil {
		p.secret = secret
	}
	return nil
}

// submit logs in with what the callback gave, or with other credentials.
func (p *play) submit(ctx context.Context, s Step) error {
	token, secret := p.credential, p.secret
	if s.Token != "" {
		token = p.words.text(s.Token)
	}
	if s.Secret != "" {
		secret = s.Secret
	}
	if s.Secret == "null" {
		secret = nil
	}
	return p.enter(ctx, s, map[string]any{"oauth": map[string]any{"credentialToken": token, "credentialSecret": secret}})
}

// accessToken logs in without browser or callback.
func (p *play) accessToken(ctx context.Context, s Step) error {
	if err := p.begin(s); err != nil {
		return err
	}
	return p.enter(ctx, s, map[string]any{"serviceName": p.service.Key, "accessToken": p.script.token, "expiresIn": 3600})
}

func (p *play) enter(ctx context.Context, s Step, argument map[string]any) error {
	var err error
	if p.login, err = p.chat.post(ctx, session{}, "login", argument); err != nil {
		return err
	}
	p.logins = append(p.logins, argument)
	data := object(p.login.Body["data"])
	p.session.userID, _ = data["userId"].(string)
	p.session.token, _ = data["authToken"].(string)
	if s.As != "" {
		if p.session.userID == "" {
			return fmt.Errorf("nobody is logged in who could be called %s: %v", s.As, p.login.Body["message"])
		}
		p.called(s.As, p.session.userID)
	}
	return p.answers(s, p.login)
}

// called gives an account its name in the case.
func (p *play) called(name, id string) { p.names[id], p.ids[name] = name, id }

// answers compares an answer with what the step says must come.
func (p *play) answers(s Step, got Answer) error {
	if s.Answer == nil {
		return nil
	}
	want := *s.Answer
	seen := Answer{Status: got.Status}
	if want.Body != nil {
		seen.Body = chosen(object(p.words.unfill(got.Body)), want.Body)
	}
	difference, err := p.difference(want, seen)
	if err != nil || difference == "" {
		return err
	}
	return fmt.Errorf("the answer is another one (-document +observed):\n%s", difference)
}

// update changes an account as an administrator does.
func (p *play) update(ctx context.Context, s Step) error {
	_, err := p.world.stack.Admin().UpdateUser(ctx, p.ids[s.Account], object(p.words.fill(s.Data)))
	return err
}

func (p *play) activate(ctx context.Context, s Step) error {
	return p.world.stack.Admin().SetActive(ctx, p.ids[s.Account], s.Do == "activate")
}

func (p *play) configure(ctx context.Context, s Step) error {
	return p.world.reconfigure(ctx, p.service, object(p.words.fill(s.Service)))
}

// call calls the REST API as the person who logged in last.
func (p *play) call(ctx context.Context, s Step) error {
	got, err := p.chat.post(ctx, p.session, s.Name, p.words.fill(s.Body))
	if err != nil {
		return err
	}
	return p.answers(s, got)
}

// method calls a DDP method; its frame counts as the body of an answer.
func (p *play) method(ctx context.Context, s Step) error {
	params, _ := p.words.fill(s.Params).([]any)
	frame, err := p.chat.method(ctx, p.session, s.Name, params...)
	if err != nil {
		return err
	}
	return p.answers(s, Answer{200, frame})
}

// prepare makes the accounts that exist before.
func (p *play) prepare(ctx context.Context) error {
	for _, local := range p.Accounts {
		u, err := p.world.stack.Admin().CreateUser(ctx, rocketchat.NewUser{
			Username: p.words.text(local.Username), Name: p.words.text(local.Name), Email: p.words.text(local.Email),
			Verified: local.Verified, Password: p.words["{password}"],
		})
		if err != nil {
			return fmt.Errorf("making the account %s: %w", local.As, err)
		}
		p.called(local.As, u.ID)
		if err := p.deepen(ctx, u.ID, local.Document); err != nil {
			return fmt.Errorf("preparing the account %s: %w", local.As, err)
		}
	}
	return nil
}
