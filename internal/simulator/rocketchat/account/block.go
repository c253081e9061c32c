package account

import (
	"slices"
	"sync"
	"time"
)

// failures counts failed logins since the last success, by user name and by
// address. The server keeps them in its database; here they end with the process.
type failures struct {
	mutex     sync.Mutex
	byName    map[string][]time.Time
	byAddress map[string][]time.Time
	limits    sync.Map // numbers by setting, with BlockNumbersKept
}

func newFailures() failures {
	return failures{byName: map[string][]time.Time{}, byAddress: map[string][]time.Time{}}
}

// record notes a failure. A missing code and a refusal by the block itself do
// not count.
func (f *failures) record(now time.Time, name, address string, err error) {
	if hasCode(err, "totp-required", "error-login-blocked-for-user", "error-login-blocked-for-ip") {
		return
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if name != "" {
		f.byName[name] = append(f.byName[name], now)
	}
	if address != "" {
		f.byAddress[address] = append(f.byAddress[address], now)
	}
}

func (f *failures) clear(name, address string) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	delete(f.byName, name)
	delete(f.byAddress, address)
}

// recent returns how many failures there were and when the last one was.
func (f *failures) recent(times map[string][]time.Time, key string) (int, time.Time) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if n := len(times[key]); n > 0 {
		return n, times[key][n-1]
	}
	return 0, time.Time{}
}

// key is the name that failures of this attempt are counted under.
func (a attempt) key(u *User) string {
	if u.Username != "" {
		return u.Username
	}
	return a.name
}

// noteFailure counts a failed login, and noteSuccess starts anew. The server does
// both only while the block is on (app/authentication/server/hooks/login.ts): what
// fails before counts for nothing.
func (a *Accounts) noteFailure(name, address string, err error) {
	if a.settings.Bool(blockSetting) {
		a.failures.record(a.now(), name, address, err)
	}
}

func (a *Accounts) noteSuccess(name, address string) {
	if a.settings.Bool(blockSetting) {
		a.failures.clear(name, address)
	}
}

const blockSetting = "Block_Multiple_Failed_Logins_Enabled"

// checkBlocks refuses an address, then a user, with too many failures
// (settings Block_Multiple_Failed_Logins_…).
func (a *Accounts) checkBlocks(name, address string) error {
	if !a.settings.Bool(blockSetting) {
		return nil
	}
	trusted := list(a.settings.String("Block_Multiple_Failed_Logins_Ip_Whitelist"))
	if !slices.Contains(trusted, address) && a.isBlocked("By_Ip", "Ip", a.failures.byAddress, address) {
		return invalid("error-login-blocked-for-ip", "Login has been temporarily blocked For IP")
	}
	if a.isBlocked("By_User", "User", a.failures.byName, name) {
		return invalid("error-login-blocked-for-user", "Login has been temporarily blocked For User")
	}
	return nil
}

// isBlocked reads the three settings of one kind of block. The names end in
// "By_Ip" and "By_User", once with a small "by" (…_Attempts_Until_Block_by_User).
func (a *Accounts) isBlocked(by, kind string, times map[string][]time.Time, key string) bool {
	const prefix = "Block_Multiple_Failed_Logins_"
	if key == "" || !a.settings.Bool(prefix+by) {
		return false
	}
	attempts := prefix + "Attempts_Until_Block_By_" + kind
	if kind == "User" {
		attempts = prefix + "Attempts_Until_Block_by_User"
	}
	count, last := a.failures.recent(times, key)
	minutes := a.settings.Int(prefix + "Time_To_Unblock_By_" + kind + "_In_Minutes")
	return count >= a.limit(attempts) && a.now().Before(last.Add(time.Duration(minutes)*time.Minute))
}
