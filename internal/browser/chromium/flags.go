package chromium

import (
	"os"
	"strings"
)

// Options shape one browser process.
type Options struct {
	// Headful shows windows; it needs a display.
	Headful bool
	// TrustSPKI lists the base64 SHA-256 hashes of public keys whose
	// certificates are accepted: a server's own, or that of a CA whose
	// certificate the server sends along.
	TrustSPKI []string
	// ReachHosts are names that resolve besides loopback.
	ReachHosts []string
}

// flag is one switch and why it is there.
type flag struct{ name, reason string }

// fixedFlags are the switches of every run.
func fixedFlags() []flag {
	return []flag{
		{"--remote-debugging-pipe", "two pipes instead of a port that others could reach"},
		{"--no-first-run", "no welcome page"},
		{"--no-default-browser-check", "no question to the person"},
		{"--no-service-autorun", "nothing that outlives the browser"},
		{"--no-pings", "no hyperlink auditing requests in the trace"},
		{"--no-proxy-server", "the machine's proxy settings must not carry requests outside; a session's own proxy still holds"},
		{"--disable-background-networking", "no update, safe browsing or field trial requests"},
		{"--disable-breakpad", "no crash handler process that outlives the group"},
		{"--disable-client-side-phishing-detection", "no classification of login pages"},
		{"--disable-component-update", "no downloads"},
		{"--disable-default-apps", "no downloads"},
		{"--disable-domain-reliability", "no reports to the vendor"},
		{"--disable-extensions", "no foreign scripts in pages"},
		{"--disable-gpu", "software drawing: the same picture on every machine"},
		{"--disable-quic", "one transport, and no UDP"},
		{"--disable-search-engine-choice-screen", "no question to the person"},
		{"--disable-sync", "no account"},
		{"--metrics-recording-only", "metrics are not sent"},
		{"--password-store=basic", "no key ring dialog"},
		{"--use-mock-keychain", "no key chain dialog on macOS"},
		{"--lang=en-US", "one language for every provider's page"},
		{"--accept-lang=en-US", "one language for every provider's page"},
		{"--window-size=1280,800", "one size for screenshots and layouts"},
		{"--force-color-profile=srgb", "the same colours in screenshots"},
		{"--hide-scrollbars", "the same layout on every machine"},
		{"--mute-audio", "no sound device needed"},
		{"--disable-dev-shm-usage", "/dev/shm is 64 MB in many containers, and a full one kills pages"},
		{"--allow-pre-commit-input", "a click right after the first paint is not dropped"},
		{"--disable-background-timer-throttling", "the opener of a popup keeps its timers"},
		{"--disable-backgrounding-occluded-windows", "windows do not cover each other for people of different sessions"},
		{"--disable-renderer-backgrounding", "the opener of a popup keeps its priority"},
		{"--disable-hang-monitor", "no dialog on a busy machine"},
		{"--disable-ipc-flooding-protection", "redirect chains by script are not slowed down"},
		{"--disable-prompt-on-repost", "reloading a posted form asks nobody"},
		{"--disable-features=" + strings.Join(disabledFeatures(), ","), "see disabledFeatures"},
	}
}

// disabledFeatures are parts of the browser that ask for something on the
// network, show dialogs, or take time of two processors, none of which changes
// how pages, cookies, popups or Cross-Origin-Opener-Policy work.
func disabledFeatures() []string {
	return []string{
		"CertificateTransparencyComponentUpdater", // downloads
		"DialMediaRouteProvider", "MediaRouter",   // multicast on the network
		"HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", // http must stay what the guide says
		"InterestFeedContentSuggestions",                         // downloads
		"LocalNetworkAccessChecks",                               // permission prompts for loopback
		"OptimizationHints", "OptimizationGuideModelDownloading", // downloads
		"PaintHolding",          // the first frame of a new document waits for nothing
		"PasswordLeakDetection", // sends hashes of passwords
		"Translate",             // dialogs
	}
}

// arguments is the command line behind the program's name.
func (o Options) arguments(profile string) []string {
	arguments := []string{"--user-data-dir=" + profile}
	for _, f := range fixedFlags() {
		arguments = append(arguments, f.name)
	}
	if !o.Headful {
		arguments = append(arguments, "--headless=new")
	}
	if os.Getuid() == 0 {
		// Chromium refuses to run its sandbox as root.
		arguments = append(arguments, "--no-sandbox")
	}
	if len(o.TrustSPKI) > 0 {
		arguments = append(arguments, "--ignore-certificate-errors-spki-list="+strings.Join(o.TrustSPKI, ","))
	}
	return append(arguments, "--host-resolver-rules="+o.resolverRules(), "about:blank")
}

// resolverRules let loopback and ReachHosts resolve and nothing else.
func (o Options) resolverRules() string {
	rules := []string{"MAP * ~NOTFOUND", "EXCLUDE localhost", "EXCLUDE 127.0.0.1"}
	for _, host := range o.ReachHosts {
		rules = append(rules, "EXCLUDE "+host)
	}
	return strings.Join(rules, " , ")
}
