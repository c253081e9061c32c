package contained

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
)

func TestATenantTakesThePlaceOfTheGuidesExample(t *testing.T) {
	t.Parallel()
	g := printed(t, "entra")
	at, got, err := Providers{Choice: "live", Live: ownTenant()}.place(g, false)
	require.NoError(t, err)
	assert.Equal(t, "https://login.microsoftonline.com/contoso.onmicrosoft.com", at.ProviderURL)
	assert.Equal(t, g.RocketChatURL, at.RocketChatURL)
	assert.Equal(t, g.RedirectURI, at.RedirectURI)
	url, ok := at.Setting(guide.Topic("url"))
	require.True(t, ok)
	assert.Equal(t, at.ProviderURL, url)
	assert.NotEqual(t, g.ProviderURL, at.ProviderURL, "the guide as printed stays")

	c := cell{guide: at, release: release.Release{Version: "8.9.0"}, identity: got}
	assert.Equal(t, map[string]string{"rocket.company": "rocketchat:3000"}, c.sites(), "nothing of Microsoft's is behind the gateway")
	assert.Empty(t, got.images())
	assert.Equal(t, []string{
		"login.live.com", "aadcdn.msauth.net", "aadcdn.msftauth.net", "logincdn.msauth.net", "logincdn.msftauth.net",
		"login.microsoftonline.com",
	}, got.outside())

	p, err := got.open(t.Context(), engine{}, "", nil)
	require.NoError(t, err)
	homed, ok := p.(provider.Homed)
	require.True(t, ok)
	assert.Equal(t, "contoso.onmicrosoft.com", homed.Domain())
}

func TestPeopleHearWhatBecomesOfTheirTenant(t *testing.T) {
	t.Parallel()
	_, got, err := Providers{Choice: "live", Live: ownTenant()}.place(printed(t, "entra"), false)
	require.NoError(t, err)
	var said []string
	require.NoError(t, got.run(t.Context(), &assembly{awaited: newAwaited("", func(line string) { said = append(said, line) })}))
	assert.Equal(t, []string{
		"Rocket.Chat is registered in the tenant at https://login.microsoftonline.com/contoso.onmicrosoft.com, people are made there, and both are removed at the end.",
		"The run will leave what is deleted in the tenant at https://login.microsoftonline.com/contoso.onmicrosoft.com restorable for 30 days, as Microsoft does.",
	}, said)
}

// register is a tenant that can only be registered at.
type register struct {
	tenancy
	ids   []string // to be given
	gone  []string
	stuck error
}

func (r *register) Register(context.Context, provider.Registration) (provider.Credentials, error) {
	if len(r.ids) == 0 {
		return provider.Credentials{}, errors.New("no more")
	}
	id := r.ids[0]
	r.ids = r.ids[1:]
	return provider.Credentials{ClientID: id}, nil
}

func (r *register) Unregister(_ context.Context, id string) error {
	r.gone = append(r.gone, id)
	return r.stuck
}

func TestRegistrationsInATenantAreTakenBack(t *testing.T) {
	t.Parallel()
	there := &register{ids: []string{"a", "a", "b"}}
	g := &guest{tenancy: there}
	for range 3 {
		_, err := g.Register(t.Context(), provider.Registration{})
		require.NoError(t, err)
	}
	_, err := g.Register(t.Context(), provider.Registration{})
	require.EqualError(t, err, "no more")
	require.NoError(t, (&Stack{provider: g}).disconnect(t.Context()))
	assert.Equal(t, []string{"a", "b"}, there.gone)
	require.NoError(t, g.leave(t.Context()))
	assert.Len(t, there.gone, 2, "only once")

	there.ids, there.stuck = []string{"c"}, errors.New("busy")
	_, err = g.Register(t.Context(), provider.Registration{})
	require.NoError(t, err)
	require.EqualError(t, g.leave(t.Context()), "removing the registration c from the tenant: busy")
}
