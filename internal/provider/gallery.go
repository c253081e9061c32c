package provider

// Gallery is a provider that serves pictures of people on its own host, as
// package picture describes them. Emulators do; at a real provider a person's
// picture lies wherever that person has put it.
type Gallery interface {
	// Pictures is the path of the provider's host below which they are.
	Pictures() string
}
