package web_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// openAccount logs alice in and follows the user menu to her profile.
func (s *server) openAccount(t *testing.T, user, password, menu, profile string) tab {
	t.Helper()
	p := s.open(t, "/login")
	p.fill(user, "alice")
	p.fill(password, "pass")
	p.click("form button[type=submit], form button.login")
	p.click(menu)
	p.click(profile)
	p.see("form[autocomplete=off]")
	assert.Equal(t, "/account/profile", eval[string](p, "location.pathname"))
	return p
}

func (s *server) openReactAccount(t *testing.T) tab {
	t.Helper()
	return s.openAccount(t, "[name=usernameOrEmail]", "[name=password]", `button[title="User menu"]`, "[data-key=profile]")
}

func (s *server) openBlazeAccount(t *testing.T) tab {
	t.Helper()
	return s.openAccount(t, "#emailOrUsername", "#pass", ".sidebar-avatar-button", "[data-id=account]")
}

// closeAll is what a workspace with nothing left to change looks like.
func closeAll(s *server) {
	for _, part := range []string{"RealNameChange", "UsernameChange", "EmailChange", "PasswordChangeForOAuthUsers"} {
		s.settings["Accounts_Allow"+part] = false
	}
}

func TestAccountPages(t *testing.T) {
	t.Parallel()
	s := serve(t, "7.1.0", "", func(s *server) { s.settings["Accounts_AllowUsernameChange"] = false })
	p := s.openReactAccount(t)
	assert.True(t, eval[bool](p, "document.querySelector('[name=username]').disabled"))
	assert.False(t, eval[bool](p, "document.querySelector('[name=name]').disabled"))
	p.shot("profile")
	p.fill("[name=nickname]", "Al")
	p.shot("profile-changed")
	p.click("form button[type=submit]")
	p.see(".rcx-toastbar--success")
	eval[any](p, "[...document.querySelectorAll('main nav a')].at(-1).click()")
	p.see("[name=confirmationPassword]")
	p.shot("security")
	p.fill("[name=password]", "secret")
	p.fill("[name=confirmationPassword]", "secret")
	p.click("form button[type=submit]")
	p.wait("document.querySelectorAll('.rcx-toastbar--success').length === 2")
	_, calls, _ := s.record()
	assert.Equal(t, []string{"users.updateOwnBasicInfo", "users.updateOwnBasicInfo"}, calls)
}

// Fields that a setting closes stay, with a hint; the part for passwords goes.
func TestClosedAccountPages(t *testing.T) {
	t.Parallel()
	s := serve(t, "7.1.0", "", closeAll)
	p := s.openReactAccount(t)
	p.shot("profile-closed")
	assert.Equal(t, []string{"name", "username", "email"},
		eval[[]string](p, "[...document.querySelectorAll('form input[name]:disabled')].map((input) => input.name)"))
	assert.Contains(t, p.text("form"), "disabled the changing of usernames")
	eval[any](p, "[...document.querySelectorAll('main nav a')].at(-1).click()")
	p.wait("document.querySelector('h1').innerText === 'Security'")
	assert.Zero(t, eval[int](p, "document.querySelectorAll('[type=password]').length"))
}

func TestAClosedProfileHasNoPage(t *testing.T) {
	t.Parallel()
	s := serve(t, "7.1.0", "", func(s *server) { s.settings["Accounts_AllowUserProfileChange"] = false })
	p := s.open(t, "/login")
	p.fill("[name=usernameOrEmail]", "alice")
	p.fill("[name=password]", "pass")
	p.click("button[type=submit]")
	p.click(`button[title="User menu"]`)
	p.click("[data-key=profile]")
	assert.Equal(t, "You are not authorized to view this page.", p.text("main"))
}

// The account page of 3.x has no names, saves in its header, and has the password too.
func TestBlazeAccountPage(t *testing.T) {
	t.Parallel()
	s := serve(t, "3.18.2", "", nil)
	p := s.openBlazeAccount(t)
	const save = "header .rcx-button--primary"
	assert.True(t, eval[bool](p, "document.querySelector('"+save+"').disabled"))
	p.shot("profile")
	p.fill("form .rcx-field input:not([type=password])", "Alice L")
	p.fill("form [type=password]", "secret")
	p.see(".rcx-field:last-child [type=password]")
	p.shot("profile-changed")
	assert.True(t, eval[bool](p, "document.querySelector('"+save+"').disabled"), "the passwords differ")
	p.fill(".rcx-field:last-child [type=password]", "secret")
	p.click(save)
	p.see(".toast-success")
	_, calls, _ := s.record()
	require.Len(t, calls, 1)
	assert.Contains(t, calls[0], "saveUserProfile map[bio: newPassword:secret nickname: realname:Alice L statusText: username:alice]")
}

func TestClosedBlazeAccountPage(t *testing.T) {
	t.Parallel()
	p := serve(t, "3.18.2", "", closeAll).openBlazeAccount(t)
	p.shot("profile-closed")
	closed := eval[[]string](p, `[...document.querySelectorAll("form .rcx-field:has(:disabled) label")].map((label) => label.innerText)`)
	assert.Equal(t, []string{"Name", "Username", "Email", "Password"}, closed[:4])
	assert.Contains(t, p.text("form"), "disabled the changing of passwords")
}

func TestTheServersRefusalIsTold(t *testing.T) {
	t.Parallel()
	refusing := func(s *server) { s.refusal = "Not allowed" }
	react := serve(t, "7.1.0", "", refusing).openReactAccount(t)
	react.fill("[name=name]", "Alice L")
	react.click("form button[type=submit]")
	assert.Equal(t, "Not allowed", react.text(".rcx-toastbar--error"))
	assert.Equal(t, "Alice L", eval[string](react, "document.querySelector('[name=name]').value"))

	blaze := serve(t, "3.18.2", "", refusing).openBlazeAccount(t)
	blaze.fill("form .rcx-field input:not([type=password])", "Alice L")
	blaze.click("header .rcx-button--primary")
	assert.Equal(t, "Not allowed", blaze.text(".toast-error"))
	blaze.shot("profile-refused")
}
