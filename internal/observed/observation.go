package observed

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"

	"gonogo/internal/rocketchat"
	"gonogo/internal/stack"
)

// observation is what came of a run, under the names of the fields of [Expect],
// as far as the document says something about it and the stack shows it.
type observation struct {
	*play
	seen    map[string]any
	missing []string
	after   map[string]map[string]any // accounts by id
}

// observe looks at everything that the document speaks of. log is what the
// server had logged before the judged login.
func (o *observation) observe(ctx context.Context, log []string) error {
	var err error
	if o.after, err = o.accounts(ctx); err != nil {
		return err
	}
	o.nameTheNew()
	o.answered()
	if err := o.left(ctx); err != nil {
		return err
	}
	log = o.logged("log", o.Expect.Log, log)
	if o.Expect.Sees != "" {
		if err := o.again(ctx); err != nil {
			return err
		}
	}
	o.logged("pageLog", o.Expect.PageLog, log)
	if err := o.passwords(ctx); err != nil {
		return err
	}
	return o.avatars(ctx)
}

// nameTheNew calls accounts that nobody has named "new".
func (o *observation) nameTheNew() {
	for id := range o.after {
		if o.names[id] != "" {
			continue
		}
		name := "new"
		for i := 2; o.ids[name] != ""; i++ {
			name = fmt.Sprint("new ", i)
		}
		o.called(name, id)
	}
}

// answered is what REST answered to the login and what the page shows at the end of the callback.
func (o *observation) answered() {
	want := o.Expect
	if want.Login != nil {
		a := Answer{Status: o.login.Status}
		if a.Status != 200 {
			a.Body = object(o.words.unfill(o.login.Body))
		}
		o.seen["login"] = a
	}
	if o.session.userID != "" {
		o.seen["in"] = o.names[o.session.userID]
	}
	if want.Me != nil {
		me := object(object(o.login.Body["data"])["me"])
		o.seen["me"] = chosen(object(o.words.unfill(me)), want.Me)
	}
	if want.Callback != nil {
		config := object(o.words.unfill(o.page.Config))
		if config["credentialSecret"] != nil {
			config["credentialSecret"] = "…"
		}
		o.seen["callback"] = Page{o.page.Style, config}
	}
	if want.Requests != nil {
		o.seen["requests"] = o.words.unfill(texts(o.world.provider.seen(o.script)))
	}
}

// left is what stands in the database afterwards.
func (o *observation) left(ctx context.Context) error {
	documents := map[string]any{}
	for id, d := range o.after {
		documents[o.names[id]] = d
	}
	o.seen["accounts"] = documents
	if o.world.stack.Database() == nil {
		o.missing = append(o.missing, "the services and the password of the accounts, and what the callback has stored (no access to the database)")
		return nil
	}
	if o.Expect.Stored == "" {
		return nil
	}
	text, err := o.stored(ctx)
	o.seen["stored"] = o.words.unfill(text)
	return err
}

// logged compares the lines that have come since with what the document knows
// of them, and returns all lines.
func (o *observation) logged(field string, want *[]string, before []string) []string {
	lines := o.world.stack.ServerLog()
	switch {
	case want == nil:
	case lines == nil:
		o.missing = append(o.missing, "the server's log (it is not gonogo's)")
	default:
		o.seen[field] = known(texts(since(before, lines)), *want, o.words)
	}
	return lines
}

// since is what has been added to a log that forgets its oldest lines.
func since(before, after []string) []string {
	for drop := range len(before) + 1 {
		rest := before[drop:]
		if len(after) >= len(rest) && slices.Equal(after[:len(rest)], rest) {
			return after[len(rest):]
		}
	}
	return after
}

// known shows the lines by the parts of them that the document quotes, and
// leaves out what belongs to them; where it quotes nothing, it shows all. How
// often a line comes counts only where the document quotes it more than once.
func known(lines []any, parts []string, w words) []any {
	shown := []any{}
	for _, line := range lines {
		text := fmt.Sprint(w.unfill(line))
		i := slices.IndexFunc(parts, func(part string) bool { return strings.Contains(text, part) })
		switch {
		case i < 0 && len(parts) == 0:
			shown = append(shown, text)
		case i >= 0 && (!slices.Contains(shown, any(parts[i])) || slices.Contains(parts[i+1:], parts[i])):
			shown = append(shown, parts[i])
		}
	}
	return shown
}

// again logs in once more with the same credentials, as the page does (§14.7),
// and looks at what the page makes of it. A refused login must write nothing
// the second time, a good one must lead to the same account.
func (o *observation) again(ctx context.Context) error {
	done, err := o.pace(ctx)
	if err != nil {
		return err
	}
	frame, err := o.chat.method(ctx, session{}, "login", o.logins[len(o.logins)-1])
	done()
	if err != nil {
		return err
	}
	o.seen["again"] = "the same"
	if refused, ok := frame["error"].(map[string]any); ok {
		return o.refusedAgain(ctx, refused)
	}
	result := object(frame["result"])
	id, _ := result["id"].(string)
	token, _ := result["token"].(string)
	if id != o.session.userID {
		o.seen["again"] = "logged in as " + o.names[id]
	}
	return o.arrives(ctx, id, token)
}

// pace keeps within what Rocket.Chat grants, where the stack demands it.
func (o *observation) pace(ctx context.Context) (done func(), err error) {
	if paced, ok := o.world.stack.(stack.Paced); ok {
		return paced.Pace(ctx)
	}
	return func() {}, nil
}

func (o *observation) refusedAgain(ctx context.Context, refused map[string]any) error {
	o.seen["sees"] = sees(refused, o.Style)
	if o.Expect.DDP != nil {
		o.seen["ddp"] = chosen(object(o.words.unfill(refused)), o.Expect.DDP)
	}
	now, err := o.accounts(ctx)
	if err != nil {
		return err
	}
	if more := cmp.Diff(o.after, now); more != "" {
		o.seen["again"] = "refused, but written: " + more
	}
	if o.session.userID != "" {
		o.seen["again"] = "refused"
	}
	return nil
}

// arrives says which page the person gets who is logged in.
func (o *observation) arrives(ctx context.Context, id, token string) error {
	me, err := rocketchat.New(o.chat.base, o.chat.http).As(id, token).Me(ctx)
	if err != nil {
		return fmt.Errorf("asking who is logged in: %w", err)
	}
	switch {
	case me.RequirePasswordChange:
		o.seen["sees"] = "the page Reset password"
	case me.Username == "":
		o.seen["sees"] = "the page Register username"
	default:
		o.seen["sees"] = "home"
	}
	return nil
}

// sees is what the login page makes of an error: a dialog that asks for the
// code, in popup style a message for codes that are texts, else nothing (§5.6,
// §7.3, observed §E.3).
func sees(refused map[string]any, style string) string {
	code, isText := refused["error"].(string)
	switch {
	case code == "totp-required":
		return "a dialog for the code by e-mail"
	case isText && style != "redirect":
		return "the message " + code
	}
	return "nothing"
}

// passwords tries the local password of accounts.
func (o *observation) passwords(ctx context.Context) error {
	tried := map[string]any{}
	for name := range o.Expect.Passwords {
		username, _ := o.words.fill(o.after[o.ids[name]]["username"]).(string)
		answer, err := o.chat.post(ctx, session{}, "login", map[string]any{"user": username, "password": o.words["{password}"]})
		if err != nil {
			return err
		}
		tried[name] = "refused"
		if answer.Status == 200 {
			tried[name] = "accepted"
		}
	}
	if len(tried) > 0 {
		o.seen["passwords"] = tried
	}
	return nil
}

// avatars looks at the pictures of accounts as somebody who is logged in.
func (o *observation) avatars(ctx context.Context) error {
	looks := map[string]any{}
	for name := range o.Expect.Avatars {
		username, _ := o.words.fill(o.after[o.ids[name]]["username"]).(string)
		picture, err := o.world.stack.Admin().Avatar(ctx, username, true)
		if err != nil {
			return err
		}
		looks[name] = "picture"
		if picture.ContentType == "image/svg+xml" {
			looks[name] = "letters"
		}
	}
	if len(looks) > 0 {
		o.seen["avatars"] = looks
	}
	return nil
}

// chosen keeps of an object the fields that the document gives; one that gives
// none means an empty object.
func chosen(object, given map[string]any) map[string]any {
	if len(given) == 0 {
		return object
	}
	m := map[string]any{}
	for key := range given {
		m[key] = object[key]
	}
	return m
}

func texts(list []string) []any {
	all := []any{}
	for _, s := range list {
		all = append(all, s)
	}
	return all
}
