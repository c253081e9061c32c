package entra

import (
	"fmt"
	"net/http"
	"time"
)

// The variables of the environment that hold the credentials. Package config
// reads them; here they are only named.
const (
	tenantVariable = "GONOGO_ENTRA_TENANT"
	clientVariable = "GONOGO_ENTRA_CLIENT_ID"
	secretVariable = "GONOGO_ENTRA_CLIENT_SECRET"
	domainVariable = "GONOGO_ENTRA_DOMAIN"
)

// Microsoft's public cloud.
const (
	publicGraph = "https://graph.microsoft.com/v1.0"
	publicLogin = "https://login.microsoftonline.com"
)

// Options say which tenant to use, and as whom.
type Options struct {
	Tenant       string // directory (tenant) id, a GUID, or one of its domains
	ClientID     string // of the app registration that administers
	ClientSecret string // of that app
	Domain       string // verified domain of the tenant, for people's names: "contoso.onmicrosoft.com"

	// Consent grants the permissions that the login asks for on behalf of
	// everybody in the tenant. Without it each person is asked, as the guide
	// says ("Accept the permission required to proceed"), which a tenant may
	// forbid to people who are no administrators.
	Consent bool

	Graph string           // base URL of Microsoft Graph; empty: the public one
	Login string           // base URL of the login; empty: the public one
	HTTP  *http.Client     // nil: http.DefaultClient
	Now   func() time.Time // clock of tokens and secrets; nil: time.Now
}

// String names the tenant, without credentials.
func (o Options) String() string {
	return "Microsoft Entra ID tenant " + o.Tenant + " (credentials withheld)"
}

// GoString keeps the credentials out of %#v.
func (o Options) GoString() string { return o.String() }

func (o Options) check() error {
	for _, needed := range []struct{ value, variable, meaning string }{
		{o.Tenant, tenantVariable, "the directory (tenant) id"},
		{o.ClientID, clientVariable, "the application (client) id of an app that may administer the tenant"},
		{o.ClientSecret, secretVariable, "a client secret of that app"},
		{o.Domain, domainVariable, "a verified domain of the tenant, such as contoso.onmicrosoft.com"},
	} {
		if needed.value == "" {
			return fmt.Errorf("a Microsoft Entra ID tenant of your own needs %s, %s", needed.variable, needed.meaning)
		}
	}
	return nil
}
