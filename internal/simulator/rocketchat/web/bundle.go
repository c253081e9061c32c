package web

import (
	"bytes"
	"embed"
	"fmt"
	"slices"

	"gonogo/internal/release"
)

// client holds the pages' scripts and styles. Embedding needs a variable; it is
// never written to.
//
//go:embed client
var client embed.FS

// sharedScripts are the parts of the client that both generations use. Each is
// a plain script that declares functions for the others; start.js comes last.
func sharedScripts() []string {
	return []string{
		"release", "dom", "rest", "settings", "storage", "session", "two_factor", "password", "texts",
		"oauth", "popup", "redirect", "forms", "account", "avatar_editor", "pages", "routes",
	}
}

// generation names the folder of the release's markup and its scripts. Both
// declare the same functions: see client/README.md.
func generation(r release.Release) (folder string, scripts []string) {
	if r.Has(release.ReactLoginPage) {
		return "react", []string{"layout", "field", "services", "callout", "login", "sign_up", "username", "reset_password", "home", "menu", "profile", "security"}
	}
	return "blaze", []string{"layout", "field", "services", "toast", "login", "username", "reset_password", "home", "profile"}
}

// bundle joins the client of a release into one script with a scope of its own.
func bundle(r release.Release) []byte {
	names := sharedScripts()
	folder, own := generation(r)
	for _, name := range own {
		names = append(names, folder+"/"+name)
	}
	var out bytes.Buffer
	out.WriteString("(() => {\n\"use strict\";\n")
	for _, name := range append(names, "start") {
		fmt.Fprintf(&out, "// ---- %s.js\n%s\n", name, mustRead("client/"+name+".js"))
	}
	out.WriteString("})();\n")
	return out.Bytes()
}

// styleSheet joins the shared rules with those of the release's generation.
func styleSheet(r release.Release) []byte {
	folder, _ := generation(r)
	return slices.Concat(mustRead("client/shared.css"), mustRead("client/"+folder+"/style.css"))
}

// mustRead reads an embedded file; a missing one is a mistake of this package.
func mustRead(name string) []byte {
	data, err := client.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("web: %v", err))
	}
	return data
}
