package observed

import (
	"encoding/json"
)

// expected is what the document says, under the same names as the observation
// has, without what the stack does not show.
func (p *play) expected(before map[string]map[string]any, o *observation) map[string]any {
	want := p.Expect
	all := map[string]any{"accounts": p.expectedAccounts(before)}
	if want.Sees != "" {
		all["sees"], all["again"] = want.Sees, "the same"
	}
	if want.Login != nil {
		all["login"] = *want.Login
	}
	if want.In != "" {
		all["in"] = want.In
	}
	if want.Callback != nil {
		all["callback"] = *want.Callback
	}
	for field, value := range map[string]struct {
		given bool
		value any
	}{
		"ddp": {want.DDP != nil, want.DDP}, "me": {want.Me != nil, want.Me}, "requests": {want.Requests != nil, want.Requests},
		"passwords": {len(want.Passwords) > 0, want.Passwords}, "avatars": {len(want.Avatars) > 0, want.Avatars},
		"stored": {want.Stored != "" && p.world.stack.Database() != nil, want.Stored},
		"log":    {want.Log != nil && o.seen["log"] != nil, want.Log}, "pageLog": {want.PageLog != nil && o.seen["pageLog"] != nil, want.PageLog},
	} {
		if value.given {
			all[field] = value.value
		}
	}
	return all
}

// expectedAccounts are those that were there, with the changes of the document,
// and those that it says have come.
func (p *play) expectedAccounts(before map[string]map[string]any) map[string]any {
	accounts := map[string]any{}
	for id, d := range before {
		accounts[p.names[id]] = d
	}
	for name, change := range p.Expect.Accounts {
		d, there := accounts[name].(map[string]any)
		if !there {
			d = map[string]any{"active": true, "roles": []any{"user"}}
		}
		d = patched(d, change.Set)
		if change.Linked != nil {
			services := merged(object(d["services"]), nil)
			services["{svc}"] = p.linked(object(services["{svc}"]), change.Linked)
			d["services"] = services
		}
		if p.world.stack.Database() == nil {
			d = public(d)
		}
		accounts[name] = d
	}
	return accounts
}

// linked is the full service document: tokens and all claims, over what was
// there (§4.6).
func (p *play) linked(former, patch map[string]any) map[string]any {
	d := merged(former, map[string]any{
		"_OAuthCustom": true, "serverURL": p.Service["url"], "accessToken": "…", "idToken": "…", "expiresAt": "…",
	})
	return patched(merged(d, p.told()), patch)
}

// told are the claims that the provider gave in the latest login.
func (p *play) told() map[string]any {
	reply, chosen := p.Replies["identity"]
	if !chosen {
		return p.identity
	}
	var claims map[string]any
	if err := json.Unmarshal([]byte(reply.Body), &claims); err != nil {
		return nil // an answer that is no JSON has no claims
	}
	return claims
}
