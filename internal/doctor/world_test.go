package doctor_test

import (
	"context"
	"image/color"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/doctor"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
	"gonogo/internal/provider/picture"
	"gonogo/internal/release"
	"gonogo/internal/simulator"
	"gonogo/internal/stack"
	"gonogo/internal/verdict"
)

// world is a configured stack of a guide.
type world struct {
	*simulator.Embedded
	configured stack.Configured
	drift      verdict.List
}

// open opens and configures the simulator of a guide at a release, with the
// settings that mend what the guide leaves broken there.
func open(t *testing.T, id, version string, environment map[string]string) world {
	t.Helper()
	g, err := guide.Load(fixtures.Files, id)
	require.NoError(t, err)
	r, err := release.New(version)
	require.NoError(t, err)
	s, err := simulator.Open(t.Context(), simulator.Options{Guide: g, Release: r, Environment: environment})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	drift, err := verdict.LoadDrift(fixtures.Files)
	require.NoError(t, err)
	w := world{Embedded: s, drift: drift}
	w.configured, err = stack.Configure(t.Context(), s)
	require.NoError(t, err)
	return w
}

// mend writes the settings that drift.yaml lists for a login on this release.
func (w world) mend(t *testing.T) map[string]any {
	t.Helper()
	promises := []string{"new-person-by-redirect", "new-person-by-popup"}
	for _, promise := range promises {
		d, err := w.drift.Find(verdict.Cell{Guide: w.Guide().ID, Promise: promise, Release: w.Release(), Scheme: "https"})
		require.NoError(t, err)
		if d == nil {
			continue
		}
		for name, value := range d.Workspace {
			require.NoError(t, w.Admin().SetSetting(t.Context(), name, value))
		}
		if len(d.Settings) > 0 {
			require.NoError(t, stack.ApplyService(t.Context(), w, w.configured.Service, d.Settings))
			return d.Settings
		}
	}
	return nil
}

// set writes settings of the service and waits for their effect.
func (w world) set(t *testing.T, values map[string]any) {
	t.Helper()
	require.NoError(t, stack.ApplyService(t.Context(), w, w.configured.Service, values))
}

// examine examines as the administrator.
func (w world) examine(t *testing.T, change func(*doctor.Case)) diagnosis.Report {
	t.Helper()
	r := w.Release()
	c := doctor.Case{
		Guide: w.Guide(), URL: w.RocketChatURL(), HTTP: w.HTTP(), Admin: w.Admin(), Release: &r,
		Drift: w.drift, Patience: time.Second,
	}
	if change != nil {
		change(&c)
	}
	report, err := doctor.Examine(t.Context(), c)
	require.NoError(t, err)
	return report
}

// causes are the causes as texts.
func causes(r diagnosis.Report) []string {
	names := []string{}
	for _, c := range r.Causes() {
		names = append(names, string(c))
	}
	return names
}

// values are the present values of settings of the service.
func (w world) values(t *testing.T, of map[string]any) map[string]any {
	t.Helper()
	now := map[string]any{}
	for suffix := range of {
		value, err := w.Admin().Setting(t.Context(), w.configured.Service.SettingID(suffix))
		require.NoError(t, err)
		now[suffix] = value
	}
	return now
}

// requireComplete asserts that each finding says where, what and what to do.
func requireComplete(t *testing.T, r diagnosis.Report) {
	t.Helper()
	for _, f := range r.Findings {
		require.NotEmpty(t, f.Where, "%s", f)
		require.NotEmpty(t, f.Problem, "%s", f)
		require.NotEmpty(t, f.Fix, "%s", f)
	}
}

func joined(lines []string) string { return strings.Join(lines, "\n") }

// picture is the address of a picture at the provider.
func (w world) picture() string {
	return origin(w.Guide().ProviderURL) + picture.Path(picture.Plain, color.RGBA{R: 1, A: 255}, "ada")
}

func origin(address string) string {
	scheme, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}
