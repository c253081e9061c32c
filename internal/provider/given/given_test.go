package given_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/given"
)

func prepared(t *testing.T, people ...provider.Person) *given.Provider {
	t.Helper()
	p, err := given.New(given.Options{
		ID: "encvoy", Credentials: provider.Credentials{ClientID: "7", ClientSecret: "s"}, People: people,
	})
	require.NoError(t, err)
	return p
}

func TestBorrowersHaveAPersonToThemselves(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := prepared(t, provider.Person{Login: "ada", Username: "ada"}, provider.Person{Login: "bob"})
		wanted := provider.Person{Username: "x"}
		ada, err := p.Borrow(t.Context(), wanted)
		require.NoError(t, err)
		bob, err := p.Borrow(t.Context(), provider.Person{})
		require.NoError(t, err)
		require.Equal(t, []string{"ada", "bob"}, []string{ada.Login, bob.Login})

		second := make(chan provider.Person)
		go func() {
			lent, err := p.Borrow(t.Context(), wanted)
			if err == nil {
				second <- lent
			}
			close(second)
		}()
		synctest.Wait()
		require.NoError(t, p.Return(t.Context(), bob))
		synctest.Wait()
		select {
		case <-second:
			t.Fatal("bob does not fit, and ada is not back")
		default:
		}
		require.NoError(t, p.Return(t.Context(), ada))
		require.Equal(t, "ada", (<-second).Login)
	})
}

func TestWaitingForAPersonEndsWithTheContext(t *testing.T) {
	t.Parallel()
	p := prepared(t, provider.Person{Login: "ada"})
	_, err := p.Borrow(t.Context(), provider.Person{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = p.Borrow(ctx, provider.Person{})
	require.ErrorIs(t, err, context.Canceled)
	require.False(t, errors.Is(err, provider.ErrNobody))
}

func TestNobodyFits(t *testing.T) {
	t.Parallel()
	_, err := prepared(t, provider.Person{Login: "ada"}).Borrow(t.Context(), provider.Person{Picture: "https://x"})
	require.ErrorIs(t, err, provider.ErrNobody)
}

func TestNothingIsChangedAtTheProvider(t *testing.T) {
	t.Parallel()
	ada := provider.Person{Login: "ada", Groups: []string{"a"}}
	p := prepared(t, ada)
	require.NoError(t, p.Put(t.Context(), ada))
	ada.Name = "Ada"
	require.ErrorIs(t, p.Put(t.Context(), ada), provider.ErrByHand)
	require.NoError(t, p.Remove(t.Context(), "ada"))
	require.Len(t, p.People(), 1)
	c, err := p.Register(t.Context(), provider.Registration{ClientID: "rocketchat"})
	require.NoError(t, err)
	require.Equal(t, provider.Credentials{ClientID: "7", ClientSecret: "s"}, c)
}

func TestFits(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	full := provider.Person{Login: "a", Email: "a@b", Name: "A", Username: "a", PublicProfile: true}
	for name, tt := range map[string]struct {
		person, wanted provider.Person
		want           bool
	}{
		"others' names":        {full, provider.Person{Email: "x@y", Username: "x", GivenName: "X", PublicProfile: true}, true},
		"user name unwanted":   {full, provider.Person{Email: "x@y", PublicProfile: true}, false},
		"profile not public":   {full, provider.Person{Username: "x"}, false},
		"picture missing":      {full, provider.Person{Username: "x", PublicProfile: true, Picture: "p"}, false},
		"unverified wanted":    {provider.Person{EmailVerified: &yes}, provider.Person{EmailVerified: &no}, false},
		"unknown verification": {provider.Person{}, provider.Person{EmailVerified: &yes}, false},
		"verified, any wanted": {provider.Person{EmailVerified: &yes}, provider.Person{}, true},
		"more groups":          {provider.Person{Groups: []string{"a", "b"}}, provider.Person{Groups: []string{"b"}}, true},
		"groups unwanted":      {provider.Person{Groups: []string{"a"}}, provider.Person{}, false},
		"role missing":         {provider.Person{Roles: []string{"a"}}, provider.Person{Roles: []string{"b"}}, false},
		"claim":                {provider.Person{Claims: map[string]any{"a": 1}}, provider.Person{Claims: map[string]any{"a": 1, "b": nil}}, true},
		"claim list":           {provider.Person{Claims: map[string]any{"a": []any{"x"}}}, provider.Person{Claims: map[string]any{"a": []any{"x"}}}, true},
		"other claim":          {provider.Person{Claims: map[string]any{"a": 1}}, provider.Person{Claims: map[string]any{"a": 2}}, false},
		"claim not missing":    {provider.Person{Claims: map[string]any{"b": 1}}, provider.Person{Claims: map[string]any{"b": nil}}, false},
		"claims unwanted":      {provider.Person{Claims: map[string]any{"b": 1}}, provider.Person{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, given.Fits(tt.person, tt.wanted))
		})
	}
}
