package scenario

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/rocketchat"
)

// Fate is what a login makes of an account that was there before, and how the
// login ends.
type Fate struct {
	Refusal     Refusal // empty: the person is let in
	Elsewhere   bool    // the person has got an account of her own instead
	Linked      bool    // the account carries the identity's id
	Renamed     bool    // its name is the identity's
	Readdressed bool    // its e-mails are the identity's one, verified
	Raised      bool    // the address that is spelled as the identity's is verified
	Wiped       bool    // its password is gone, and a new one is demanded
}

// Refusal is why a login ends without a user.
type Refusal string

// The refusals that an account which exists already can lead to (§5.1, §5.3, §5.4).
const (
	UserExists    Refusal = "an account with this user name exists"
	UsernameTaken Refusal = "the user name is taken"
	EmailTaken    Refusal = "the e-mail is taken"
	NotActivated  Refusal = "the account is not activated"
)

// wipeReason is the text key that a wiped password leaves behind (observed §B).
const wipeReason = "This_email_has_already_been_used_and_has_not_been_verified__Please_change_your_password"

// Meets checks what a login attempt of the person has made of the account: the
// whole users document, the number of accounts, and the local password.
func (l *Local) Meets(p *Person, fate Fate) {
	l.run.Check("the account "+l.user.Username+" is "+fate.String()+", and nothing else is written", func(ctx context.Context) error {
		if err := l.compare(ctx, p, fate); err != nil {
			return err
		}
		return l.compareNumber(ctx, p, fate)
	})
	l.meetsPassword(fate)
}

// String tells the fate of the account in words.
func (f Fate) String() string {
	var words []string
	for _, part := range []struct {
		holds bool
		word  string
	}{
		{f.Linked, "linked"}, {f.Renamed, "renamed"}, {f.Readdressed, "given the identity's e-mail"},
		{f.Raised, "verified"}, {f.Wiped, "deprived of its password"},
	} {
		if part.holds {
			words = append(words, part.word)
		}
	}
	if len(words) == 0 {
		return "as it was"
	}
	return strings.Join(words, ", ")
}

// compare compares the account with what it should have become.
func (l *Local) compare(ctx context.Context, p *Person, fate Fate) error {
	shown, err := l.run.stack.Admin().UserInfoByID(ctx, l.user.ID)
	if err != nil {
		return fmt.Errorf("reading the account: %w", err)
	}
	if err := l.compareShown(shown, p, fate); err != nil {
		return err
	}
	now, err := l.read(ctx)
	if err != nil {
		return err
	}
	if now == nil {
		l.run.unobserved("the users document of an account that existed already (no access to the database)")
		return nil
	}
	key := l.run.configured.Service.Key
	if err := compareLink(l.document, now, key, fate); err != nil {
		return err
	}
	return compareRest(flat(l.document), flat(now), key, p, fate)
}

// compareShown compares what the REST API shows of the account.
func (l *Local) compareShown(now rocketchat.User, p *Person, fate Fate) error {
	name, emails := l.user.Name, fate.emails(l.user.Emails, p.Email)
	if fate.Renamed {
		name = p.Name
	}
	switch {
	case now.Name != name:
		return differs("the account's name is %q instead of %q", now.Name, name)
	case now.Username != l.user.Username:
		return differs("the account's user name is %s instead of %s", now.Username, l.user.Username)
	case !slices.Equal(now.Emails, emails):
		return differs("the account's e-mails are %v instead of %v (address, verified)", now.Emails, emails)
	case !slices.Equal(now.Roles, l.user.Roles):
		return differs("the account's roles are %v instead of %v", now.Roles, l.user.Roles)
	case now.Active != l.user.Active:
		return differs("the account's being active is %t instead of %t", now.Active, l.user.Active)
	}
	return nil
}

// emails are the account's addresses after the login.
func (f Fate) emails(before []rocketchat.Email, address string) []rocketchat.Email {
	if f.Readdressed {
		return []rocketchat.Email{{Address: address, Verified: true}}
	}
	after := slices.Clone(before)
	for i := range after {
		after[i].Verified = after[i].Verified || f.Raised && after[i].Address == address
	}
	return after
}

// compareLink checks services.<service>: the whole identity of somebody who was
// let in, nothing but the id where the login failed after the link was written.
func compareLink(before, now bson.M, key string, fate Fate) error {
	was, is := service(before, key), service(now, key)
	switch {
	case !fate.Linked && is["id"] != nil:
		return differs("the account is linked to the provider")
	case fate.Linked && is["id"] == nil:
		return differs("the account is not linked to the provider")
	case fate.Linked && fate.Refusal == "" && (is["_OAuthCustom"] != true || is["id"] != is["sub"]):
		return differs("services.%s is not the identity of the person who was let in", key)
	case fate.Linked && fate.Refusal != "" && fate.Refusal != NotActivated && was["id"] == nil && len(is) != 1:
		return differs("services.%s has %d keys after a refused login instead of the id alone", key, len(is))
	}
	return nil
}

func service(document bson.M, key string) bson.M {
	services, _ := document["services"].(bson.M)
	found, _ := services[key].(bson.M)
	return found
}

// compareRest compares everything but the link, by path. Values stay out of the
// error: some are secrets.
func compareRest(before, now map[string]string, key string, p *Person, fate Fate) error {
	want := maps.Clone(before)
	if fate.Renamed {
		want["name"] = p.Name
	}
	for i, e := range fate.emails(emailsOf(before), p.Email) {
		at := "emails." + strconv.Itoa(i) + "."
		want[at+"address"], want[at+"verified"] = e.Address, strconv.FormatBool(e.Verified)
	}
	if fate.Wiped {
		maps.DeleteFunc(want, func(path, _ string) bool { return strings.HasPrefix(path, "services.password.") })
		want["requirePasswordChange"], want["requirePasswordChangeReason"] = "true", wipeReason
	}
	linking := fate.Linked && (fate.Refusal == "" || before["services."+key+".id"] == "" || fate.Refusal == NotActivated)
	var other []string
	for path := range union(want, now) {
		expected := volatile(path) || linking && strings.HasPrefix(path, "services."+key+".")
		if want[path] != now[path] && !expected {
			other = append(other, path)
		}
	}
	if len(other) > 0 {
		slices.Sort(other)
		return differs("the users document differs from what was expected in %s", strings.Join(other, ", "))
	}
	return nil
}

// volatile are the parts of a users document that any login, and the presence
// of the person, writes.
func volatile(path string) bool {
	switch path {
	case "_updatedAt", "lastLogin", "status", "statusConnection", "statusDefault", "utcOffset":
		return true
	}
	return path == "services.resume" || strings.HasPrefix(path, "services.resume.")
}

func emailsOf(document map[string]string) []rocketchat.Email {
	var emails []rocketchat.Email
	for i := 0; ; i++ {
		at := "emails." + strconv.Itoa(i) + "."
		address, ok := document[at+"address"]
		if !ok {
			return emails
		}
		emails = append(emails, rocketchat.Email{Address: address, Verified: document[at+"verified"] == "true"})
	}
}

func union(a, b map[string]string) map[string]string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// flat is a document as paths with printed values.
func flat(document bson.M) map[string]string {
	paths := map[string]string{}
	var walk func(path string, value any)
	walk = func(path string, value any) {
		switch value := value.(type) {
		case bson.M:
			for key, inner := range value {
				walk(strings.TrimPrefix(path+"."+key, "."), inner)
			}
		case bson.A:
			for i, inner := range value {
				walk(path+"."+strconv.Itoa(i), inner)
			}
		default:
			paths[path] = fmt.Sprint(value)
		}
	}
	walk("", document)
	return paths
}

// compareNumber counts the accounts that have something of the person's: one
// more where she got her own.
func (l *Local) compareNumber(ctx context.Context, p *Person, fate Fate) error {
	accounts, err := p.accounts(ctx, l.user.ID)
	if err != nil {
		return err
	}
	want := 1
	if fate.Elsewhere {
		want = 2
	}
	if len(accounts) != want {
		return differs("%d accounts are hers or the local one instead of %d", len(accounts), want)
	}
	for _, a := range accounts {
		if a.ID != l.user.ID {
			p.account = a.ID
			return p.owns(a)
		}
	}
	return nil
}

// owns checks the account that the person has got of her own.
func (p *Person) owns(a rocketchat.User) error {
	switch {
	case p.run.mapsUsername() && a.Username != p.Username:
		return differs("her own account has the user name %s instead of %s", a.Username, p.Username)
	case !p.run.mapsUsername() && a.Username != "":
		return differs("her own account has the user name %s, though none is mapped", a.Username)
	case a.Name != p.Name:
		return differs("her own account has the name %q instead of %q", a.Name, p.Name)
	}
	return nil
}

// meetsPassword checks whether the local password still opens the account. It
// cannot tell of a deactivated account, which refuses everybody.
func (l *Local) meetsPassword(fate Fate) {
	if l.password == "" || !l.user.Active {
		return
	}
	sentence := "the local password still opens it"
	if fate.Wiped {
		sentence = "the local password opens it no more"
	}
	l.run.Check(sentence, func(ctx context.Context) error {
		in, err := l.letsIn(ctx)
		switch {
		case err != nil:
			return fmt.Errorf("logging in by password: %w", err)
		case in && fate.Wiped:
			return differs("the local password still opens the account")
		case !in && !fate.Wiped:
			return differs("the local password does not open the account any more")
		}
		return nil
	})
}

// Takes checks that the account has gone from one person to another: it meets
// the fate, and carries the id of the second person instead of the first one's.
func (l *Local) Takes(second, first *Person, fate Fate) {
	l.run.Check("the account of "+first.Login+" is "+second.Login+"'s", func(ctx context.Context) error {
		if fate.Linked {
			if err := l.changesHands(ctx); err != nil {
				return err
			}
			first.account = "" // who leaves last takes it away
		}
		return l.compare(ctx, second, fate)
	})
}

// changesHands checks that the id of the provider is another one than before.
func (l *Local) changesHands(ctx context.Context) error {
	now, err := l.read(ctx)
	if err != nil || now == nil {
		return err
	}
	key := l.run.configured.Service.Key
	if service(now, key)["id"] == service(l.document, key)["id"] {
		return differs("services.%s.id is still that of the first person", key)
	}
	return nil
}
