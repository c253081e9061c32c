package rocketchat_test

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"
	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/containers"
	"gonogo/containers/images"
	"gonogo/containers/images/imagetest"
	"gonogo/containers/mongodb"
	"gonogo/containers/rocketchat"
	"gonogo/internal/simulator/front"
)

const rootURL = "https://chat.acme.eu"

// A whole life on the stand-ins: start, administrator, log, another ROOT_URL.
func TestRocketChatOnItsDatabase(t *testing.T) {
	t.Parallel()
	imagetest.Need(t, images.MongoDB, images.RocketChat("7.1.0"))
	inside, database := openDatabase(t)
	c := open(t, inside, images.RocketChat("7.1.0"))

	require.Contains(t, c.URL(), "http://127.0.0.1:")
	require.Equal(t, []string{"127.0.0.1"}, hostsOf(t, c))
	require.Empty(t, volumesOf(t, c))
	site, err := c.Admin().Setting(t.Context(), "Site_Url")
	require.NoError(t, err)
	require.Equal(t, rootURL, site)
	require.NoError(t, c.Admin().AddCustomOAuth(t.Context(), "clavex"))
	requireOneAdmin(t, database)
	lines, err := c.Log(t.Context())
	require.NoError(t, err)
	require.Contains(t, strings.Join(lines, "\n"), "SERVER RUNNING: Rocket.Chat Version 7.1.0, Site URL "+rootURL)

	moved, err := c.SetRootURL(t.Context(), "https://rocket.company")
	testcontainers.CleanupContainer(t, moved)
	require.NoError(t, err)
	site, err = moved.Admin().Setting(t.Context(), "Site_Url")
	require.NoError(t, err)
	require.Equal(t, "https://rocket.company", site)
	label, err := moved.Admin().Setting(t.Context(), "Accounts_OAuth_Custom-Clavex-scope")
	require.NoError(t, err, "the database is the same")
	require.Equal(t, "openid", label)
	lines, err = moved.Log(t.Context())
	require.NoError(t, err)
	require.Contains(t, strings.Join(lines, "\n"), "Site URL "+rootURL)
	require.Contains(t, strings.Join(lines, "\n"), "Site URL https://rocket.company")
}

// 3.18.2 blocks the name "admin"; the package refuses it, so the variable is set
// past the option.
func TestAServerThatDoesNotStartIsToldWithItsLastLines(t *testing.T) {
	t.Parallel()
	imagetest.Need(t, images.MongoDB, images.RocketChat("3.18.2"))
	inside, _ := openDatabase(t)
	opts := append(optionsFor(t, inside), rocketchat.WithEnvironment(map[string]string{"ADMIN_USERNAME": "admin"}))
	c, err := rocketchat.Run(t.Context(), images.RocketChat("3.18.2"), opts...)
	testcontainers.CleanupContainer(t, c)
	require.ErrorContains(t, err, "Rocket.Chat ended with status 1 before it was ready; it printed last:\npart: starting Rocket.Chat 3.18.2")
	require.ErrorContains(t, err, "admin")
}

// openDatabase starts a network and the database on it.
func openDatabase(t *testing.T) (inside string, database *driver.Database) {
	t.Helper()
	n, err := network.New(t.Context())
	require.NoError(t, err)
	testcontainers.CleanupNetwork(t, n)
	m, err := mongodb.Run(t.Context(), images.MongoDB, containers.Join(n.Name, "mongodb"))
	testcontainers.CleanupContainer(t, m)
	require.NoError(t, err)
	address, err := m.URL(t.Context())
	require.NoError(t, err)
	client, err := driver.Connect(options.Client().ApplyURI(address))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, client.Disconnect(context.WithoutCancel(t.Context()))) })
	return n.Name, client.Database("rocketchat")
}

func open(t *testing.T, inside, image string) *rocketchat.Container {
	t.Helper()
	c, err := rocketchat.Run(t.Context(), image, optionsFor(t, inside)...)
	testcontainers.CleanupContainer(t, c)
	require.NoError(t, err)
	return c
}

func optionsFor(t *testing.T, inside string) []testcontainers.ContainerCustomizer {
	t.Helper()
	authority, err := front.NewAuthority()
	require.NoError(t, err)
	return []testcontainers.ContainerCustomizer{
		containers.Join(inside, "rocketchat"), rocketchat.WithRootURL(rootURL),
		rocketchat.WithMongo("mongodb://mongodb:27017/rocketchat", ""),
		rocketchat.WithAdmin("gonogo-admin", rand.Text(), "administrator@gonogo.test"),
		rocketchat.WithAuthority(authority.PEM()),
	}
}

// hostsOf lists the addresses of this machine that the container has ports on.
func hostsOf(t *testing.T, c testcontainers.Container) []string {
	t.Helper()
	inspected, err := c.Inspect(t.Context())
	require.NoError(t, err)
	var hosts []string
	for _, bindings := range inspected.NetworkSettings.Ports {
		for _, b := range bindings {
			hosts = append(hosts, b.HostIP.String())
		}
	}
	return hosts
}

// volumesOf lists what would outlive a container that is killed.
func volumesOf(t *testing.T, c testcontainers.Container) []string {
	t.Helper()
	inspected, err := c.Inspect(t.Context())
	require.NoError(t, err)
	var names []string
	for _, m := range inspected.Mounts {
		names = append(names, m.Name)
	}
	return names
}

func requireOneAdmin(t *testing.T, database *driver.Database) {
	t.Helper()
	n, err := database.Collection("users").CountDocuments(t.Context(), bson.M{"username": "gonogo-admin", "roles": "admin"})
	require.NoError(t, err)
	require.EqualValues(t, 1, n)
}
