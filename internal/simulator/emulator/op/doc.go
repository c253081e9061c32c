// Package op is the shared core of the provider emulators: an OpenID provider
// without pages, paths or opinions. It keeps clients, people, logins and
// tokens, runs the code flow through ory/fosite and leaves every answer that a
// person or a client can see to the package of the provider, because those
// answers are what differs between a guide and its provider.
package op
