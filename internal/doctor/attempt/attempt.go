// Package attempt tells from the record of one login attempt why it failed: from
// what a browser exchanged with Rocket.Chat and with the provider, and from its
// console. It is pure, so that it reads a suite's record and an archive that a
// person has saved from the browser's developer tools alike.
//
// Sections (§) are those of the behavioural specification of custom OAuth.
package attempt

import (
	"time"

	"gonogo/internal/browser"
	"gonogo/internal/guide"
	"gonogo/internal/release"
)

// Attempt is the record of one attempt to log in, from the click on the provider's
// button on; what came before the click does no harm. Values of secrets may be
// replaced by marks, as in this project's own archives: what would have to be
// compared is then left out and listed in [Traits.Unseen].
type Attempt struct {
	Exchanges []browser.Exchange // in the order in which they were sent
	Console   []string           // texts of console messages and page errors
}

// Setting is what is known of something that is on or off.
type Setting int

// The states of a setting.
const (
	Unknown Setting = iota
	Off
	On
)

// Circumstances are what is known beside the record. Every field may be left empty.
type Circumstances struct {
	Guide      *guide.Guide
	Release    release.Release
	Service    guide.Service
	LoginStyle string    // the service's Login Style: "redirect", "popup" or ""; counts if Enabled is On
	SiteURL    string    // the setting Site_Url
	Now        time.Time // when the record ends; zero: with its last request

	// Enabled says whether the service is switched on now, after the attempt.
	Enabled Setting
	// ManualApproval is Accounts_ManuallyApproveNewUsers.
	ManualApproval Setting
	// DistinctServices is the service's merge_users_distinct_services; without it
	// one refusal has two possible causes on the releases that have it (§5.1).
	DistinctServices Setting
}
