package entra

import (
	"fmt"

	"gonogo/internal/simulator/emulator/op"
)

// trace is the tail of every description: two ids and the time.
type trace struct{ id, correlation, timestamp string }

func (p *Provider) trace() trace {
	return trace{op.RandomUUID(), op.RandomUUID(), p.Now().UTC().Format("2006-01-02 15:04:05Z")}
}

// describe is an error description in Microsoft's form ("Token Issuance
// Endpoint Errors", learn.microsoft.com, dn645548).
func (t trace) describe(code int, text string) string {
	return fmt.Sprintf("AADSTS%d: %s\r\nTrace ID: %s\r\nCorrelation ID: %s\r\nTimestamp: %s",
		code, text, t.id, t.correlation, t.timestamp)
}

// problem is one of Microsoft's numbered errors.
type problem struct {
	oauth string // "invalid_grant", …
	code  int
	text  string
}

func unknownApplication(clientID, tenant string) problem {
	return problem{"unauthorized_client", 700016, fmt.Sprintf(
		"Application with identifier '%s' was not found in the directory '%s'. This can happen if the application "+
			"has not been installed by the administrator of the tenant or consented to by any user in the tenant. "+
			"You may have sent your authentication request to the wrong tenant.", clientID, tenant)}
}

func wrongRedirect(redirectURI, clientID string) problem {
	return problem{"invalid_request", 50011, fmt.Sprintf(
		"The redirect URI '%s' specified in the request does not match the redirect URIs configured for the "+
			"application '%s'. Make sure the redirect URI sent in the request matches one added to your application "+
			"in the Azure portal.", redirectURI, clientID)}
}

func badResponseType(responseType string) problem {
	if responseType == "" { // the example of "Authorization Endpoint Errors", dn645544
		return problem{"invalid_request", 90014, "The request body must contain the following parameter: 'response_type'."}
	}
	return problem{"unsupported_response_type", 700054, fmt.Sprintf(
		"response_type '%s' is not enabled for the application.", responseType)}
}

// tokenProblem translates what the library found.
func tokenProblem(found *op.TokenProblem) problem {
	switch {
	case found.Code == "invalid_client":
		return problem{"invalid_client", 7000215, fmt.Sprintf(
			"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, "+
				"not the client secret ID, for a secret added to app '%s'.", found.ClientID)}
	case found.Replayed:
		return problem{"invalid_grant", 54005, "OAuth2 Authorization code was already redeemed, please retry with a " +
			"new valid code or use an existing refresh token."}
	case found.Redirect:
		return problem{"invalid_grant", 500112, "The reply address does not match the reply address provided when " +
			"requesting Authorization code."}
	case found.Code == "invalid_grant":
		return problem{"invalid_grant", 70008, "The provided authorization code or refresh token has expired due to " +
			"inactivity. Send a new interactive authorization request for this user and resource."}
	default:
		return problem{found.Code, 900144, "The request body must contain the required parameters."}
	}
}
