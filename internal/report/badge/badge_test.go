package badge_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
	"gonogo/internal/report/badge"
	"gonogo/internal/report/specimen"
	"gonogo/internal/verdict"
)

// poll is one case of a guide at a release on a stack.
type poll struct {
	guide, release, stack string
	kept                  bool
}

func document(polls ...poll) *report.Document {
	d := specimen.Document(len(polls), 0, specimen.Plain())
	for i, p := range polls {
		r := &d.Cases[i]
		r.Guide, r.Release, r.Stack, r.Verdict = p.guide, p.release, p.stack, verdict.Kept
		if !p.kept {
			r.Verdict = verdict.Broken
		}
	}
	return d
}

func names() map[string]string {
	return map[string]string{"clavex": "Clavex", "entra": "Microsoft Entra"}
}

func TestTheNewestReleaseDecidesAndTheOthersAreCounted(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		polls []poll
		want  string
	}{
		"one release":                  {[]poll{{"clavex", "8.9.0", "containers", true}}, "Clavex: GO 8.9.0"},
		"a simulator":                  {[]poll{{"clavex", "8.9.0", "embedded", true}}, "Clavex: GO 8.9.0 (simulator)"},
		"no go":                        {[]poll{{"clavex", "8.9.0", "containers", false}}, "Clavex: NO-GO 8.9.0"},
		"releases are no text":         {[]poll{{"clavex", "8.10.0", "containers", true}, {"clavex", "8.9.0", "containers", false}}, "Clavex: GO 8.10.0 · GO on 1 of 2"},
		"an older one":                 {[]poll{{"clavex", "7.1.0", "containers", true}, {"clavex", "8.9.0", "containers", false}}, "Clavex: NO-GO 8.9.0 · GO on 1 of 2"},
		"the real server decides":      {[]poll{{"clavex", "8.9.0", "embedded", true}, {"clavex", "8.9.0", "containers", false}}, "Clavex: NO-GO 8.9.0"},
		"no simulator takes it back":   {[]poll{{"clavex", "8.9.0", "embedded", false}, {"clavex", "8.9.0", "attached", true}}, "Clavex: GO 8.9.0"},
		"two real ones must agree":     {[]poll{{"clavex", "8.9.0", "containers", false}, {"clavex", "8.9.0", "attached", true}}, "Clavex: NO-GO 8.9.0"},
		"simulated containers":         {[]poll{{"clavex", "8.9.0", "simulated containers", true}}, "Clavex: GO 8.9.0 (simulator)"},
		"a guide without another name": {[]poll{{"acme", "8.9.0", "containers", true}}, "acme: GO 8.9.0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			badges := badge.All(document(c.polls...), names())
			require.Len(t, badges, 1)
			assert.Equal(t, c.want, badges[0].Message())
		})
	}
}

func TestThereIsABadgeForEachGuide(t *testing.T) {
	t.Parallel()
	badges := badge.All(document(poll{"entra", "8.9.0", "embedded", true}, poll{"clavex", "8.9.0", "embedded", true}, poll{report.Observed, "8.9.0", "embedded", true}), names())
	require.Len(t, badges, 2)
	assert.Equal(t, []string{"clavex.svg", "entra.svg"}, []string{badges[0].File(), badges[1].File()})
	assert.Empty(t, badge.All(&report.Document{}, nil))
}

// golden are the badges whose pictures have been looked at; GONOGO_UPDATE=1 writes
// them anew.
func golden() map[string]badge.Badge {
	return map[string]badge.Badge{
		"go":      {Guide: "clavex", Name: "Clavex", Release: "8.9.0", Go: true, Going: 1, Polled: 1},
		"no-go":   {Guide: "entra", Name: "Microsoft Entra", Release: "8.9.0", Simulated: true, Going: 9, Polled: 15},
		"hostile": {Guide: "../x", Name: "<script>alert(1)</script> ]]> \x00\u202e\xff & \"'", Release: "8.9.0-rc.1</text>", Going: 0, Polled: 2},
		"other":   {Guide: "o", Name: "Größe 東京 Ωμέγα", Release: "8.9.0", Go: true, Simulated: true, Going: 15, Polled: 15},
	}
}

func TestThePicturesAreTheOnesThatWereLookedAt(t *testing.T) {
	t.Parallel()
	for name, b := range golden() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			require.NoError(t, b.Write(&out))
			file := filepath.Join("testdata", name+".svg")
			if os.Getenv("GONOGO_UPDATE") != "" {
				require.NoError(t, os.WriteFile(file, out.Bytes(), 0o600))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), out.String())
		})
	}
}

// A badge is shown on others' pages: it asks for nothing and runs nothing.
func TestABadgeStandsOnItsOwn(t *testing.T) {
	t.Parallel()
	for name, b := range golden() {
		var out bytes.Buffer
		require.NoError(t, b.Write(&out))
		text := out.String()
		assert.Equal(t, 1, strings.Count(text, "http"), "%s: only the name of the format", name)
		texts := map[string]string{}
		decoder := xml.NewDecoder(&out)
		for open := ""; ; {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err)
			switch token := token.(type) {
			case xml.StartElement:
				open = token.Name.Local
				assert.Contains(t, []string{"svg", "title", "clipPath", "rect", "g", "text"}, open)
				for _, a := range token.Attr {
					assert.False(t, strings.HasPrefix(a.Name.Local, "on"), a.Name.Local)
				}
			case xml.CharData:
				texts[open] += strings.TrimSpace(string(token))
			}
		}
		assert.Equal(t, b.Title(), texts["title"], "it can be read aloud")
		assert.Equal(t, "gonogo"+b.Message(), texts["text"], "its words say what its colour says")
	}
	require.Error(t, badge.Badge{}.Write(io.Discard))
}

func TestAFileStaysInItsFolder(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "___x.svg", badge.Badge{Guide: "../x"}.File())
}

func BenchmarkAll(b *testing.B) {
	d := specimen.Document(10_000, 100, specimen.Hostile())
	b.ReportAllocs()
	for b.Loop() {
		size := 0
		for _, one := range badge.All(d, nil) {
			var out bytes.Buffer
			require.NoError(b, one.Write(&out))
			size += out.Len()
		}
		b.ReportMetric(float64(size), "bytes")
	}
}

func ExampleBadge_Title() {
	fmt.Println(badge.Badge{Name: "Clavex", Release: "8.9.0", Go: true, Simulated: true, Going: 9, Polled: 15}.Title())
	// Output: gonogo: the guide of Clavex is GO on Rocket.Chat 8.9.0, on a simulator. GO on 9 of 15 releases.
}
