package contained

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"
)

func newLedger(t *testing.T) *ledger {
	t.Helper()
	l, err := openLedger(t.TempDir())
	require.NoError(t, err)
	return l
}

func TestEntryBelongsToOneAtATime(t *testing.T) {
	t.Parallel()
	l := newLedger(t)
	mine, err := l.claim("stack", "a")
	require.NoError(t, err)
	require.Empty(t, mine.word)
	_, err = l.claim("stack", "a")
	require.ErrorIs(t, err, errInUse)
	busy, err := l.busy("stack", "a")
	require.NoError(t, err)
	require.True(t, busy)

	require.NoError(t, mine.say("run b"))
	require.NoError(t, mine.say(wordKept))
	require.NoError(t, mine.release())
	again, err := l.claim("stack", "a")
	require.NoError(t, err)
	require.Equal(t, wordKept, again.word)
	require.NoError(t, again.forget())
	require.NoFileExists(t, filepath.Join(l.folder, "stack-a"))
}

func TestAskingLeavesNoEntryBehind(t *testing.T) {
	t.Parallel()
	l := newLedger(t)
	busy, err := l.busy("run", "nobody")
	require.NoError(t, err)
	require.False(t, busy)
	require.NoFileExists(t, filepath.Join(l.folder, "run-nobody"))
}

// Two that sweep at once open the same entry; the one that comes second must not
// lock what the first has removed.
func TestForgottenEntryIsNobodys(t *testing.T) {
	t.Parallel()
	l := newLedger(t)
	mine, err := l.claim("stack", "a")
	require.NoError(t, err)
	opened, err := os.OpenFile(mine.file.Name(), os.O_RDWR, 0)
	require.NoError(t, err)
	require.NoError(t, mine.forget())
	stale, err := lock(opened, syscall.LOCK_EX|syscall.LOCK_NB)
	require.NoError(t, err)
	require.Nil(t, stale)
	next, err := l.claim("stack", "a")
	require.NoError(t, err)
	require.NoError(t, next.forget())
}

// What is new is entered also while another process takes its entry for one of
// nothing and forgets it.
func TestNewEntryOutlivesTidying(t *testing.T) {
	t.Parallel()
	l := newLedger(t)
	tidying, err := l.claim("run", "new")
	require.NoError(t, err)
	var entered *claim
	var entering errgroup.Group
	entering.Go(func() (err error) {
		entered, err = l.enter("run", "new")
		return err
	})
	require.NoError(t, tidying.forget())
	require.NoError(t, entering.Wait())
	_, err = l.claim("run", "new")
	require.ErrorIs(t, err, errInUse)
	require.NoError(t, entered.forget())
}

// The lock goes with the process, also with one that is killed.
func TestKilledProcessHoldsNothing(t *testing.T) {
	t.Parallel()
	l := newLedger(t)
	holder := exec.CommandContext(t.Context(), "flock", filepath.Join(l.folder, "stack-a"), "sh", "-c", "echo held; exec cat")
	in, err := holder.StdinPipe()
	require.NoError(t, err)
	out, err := holder.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, holder.Start())
	_, err = out.Read(make([]byte, 4))
	require.NoError(t, err)
	_, err = l.claim("stack", "a")
	require.ErrorIs(t, err, errInUse)

	require.NoError(t, in.Close())
	require.NoError(t, holder.Wait())
	mine, err := l.claim("stack", "a")
	require.NoError(t, err)
	require.NoError(t, mine.forget())
}

func TestWhatNobodyUsesIsSparedByItsWord(t *testing.T) {
	t.Parallel()
	l := newLedger(t)
	run, err := l.claim("run", "going-on")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, run.forget()) })
	for name, tt := range map[string]struct {
		word       string
		sweepKept  bool
		wantSpared bool
	}{
		"left by a killed process":       {"", false, false},
		"kept":                           {wordKept, false, true},
		"kept, but nothing may be":       {wordKept, true, false},
		"left to a run that goes on":     {wordRun + "going-on", true, true},
		"left to a run that was killed":  {wordRun + "killed", false, false},
		"with a word that nobody writes": {"mine", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			spared, err := l.spared(&claim{word: tt.word}, tt.sweepKept)
			require.NoError(t, err)
			require.Equal(t, tt.wantSpared, spared)
		})
	}
}

func TestLedgersOfDifferentPeopleHaveDifferentHosts(t *testing.T) {
	t.Parallel()
	require.NotEqual(t, newLedger(t).host, newLedger(t).host)
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := openLedger(file)
	require.ErrorContains(t, err, "making the folder that says which containers are in use")
}
