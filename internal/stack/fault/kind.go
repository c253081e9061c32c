package fault

// Kind is what goes wrong.
type Kind string

// Kinds at the level of connections. They fit every endpoint.
const (
	// Refused: nobody listens; connecting fails with "connection refused". A stack
	// that cannot refuse connections for one endpoint of many resets them at once
	// and says so where it implements Planter.
	Refused Kind = "refused"
	// Reset: the connection ends after the request, without an answer.
	Reset Kind = "reset"
	// Silent: no answer comes until the client gives up (Rocket.Chat: after 20 s,
	// §4.2) or the failure is mended.
	Silent Kind = "silent"
	// Untrusted: the provider's certificate, as Rocket.Chat's server sees it, is
	// signed by an authority that it does not know, while browsers and the doctor
	// still reach the provider; for the whole host alone. The usual cause is a
	// company's authority that the administrators' computers know and the container
	// does not.
	Untrusted Kind = "untrusted"
)

// Kinds of answers. They fit every endpoint.
const (
	// Failing: 500 with a page.
	Failing Kind = "failing"
	// FailingJSON: 500 with a JSON object.
	FailingJSON Kind = "failing-json"
	// NotFound: 404 with a page.
	NotFound Kind = "not-found"
	// HTML: 200 with a page where JSON belongs.
	HTML Kind = "html"
	// Empty: 200 without a body.
	Empty Kind = "empty"
	// Malformed: 200, application/json, and JSON that breaks off.
	Malformed Kind = "malformed"
)

// Kinds of one endpoint each.
const (
	// ErrorIn200 (token): 200 with {"error":"invalid_grant","error_description":…}.
	ErrorIn200 Kind = "error-in-200"
	// NoAccessToken (token): the real answer without access_token.
	NoAccessToken Kind = "no-access-token"
	// BasicRefused (token): 401 invalid_client to whoever comes with
	// "Authorization: Basic".
	BasicRefused Kind = "basic-refused"
	// PostRefused (token): 401 invalid_client to whoever sends client_secret in the
	// body.
	PostRefused Kind = "post-refused"
	// NoID (userinfo): the real answer without anything that §4.4 takes for an id.
	NoID Kind = "no-id"
	// QueryRefused (userinfo): 401 to whoever brings the token in the query.
	QueryRefused Kind = "query-refused"
	// LoginRequired (authorize): back at once with error=login_required and the
	// state, as a provider without session answers to prompt=none.
	LoginRequired Kind = "login-required"
	// ServerError (authorize): back at once with error=server_error and the state.
	ServerError Kind = "server-error"
)

// Kinds lists every kind.
func Kinds() []Kind {
	return []Kind{
		Refused, Reset, Silent, Untrusted,
		Failing, FailingJSON, NotFound, HTML, Empty, Malformed,
		ErrorIn200, NoAccessToken, BasicRefused, PostRefused, NoID, QueryRefused, LoginRequired, ServerError,
	}
}

// Fits tells whether the kind can happen at an endpoint.
func (k Kind) Fits(endpoint string) bool {
	switch k {
	case Untrusted:
		return endpoint == Host
	case ErrorIn200, NoAccessToken, BasicRefused, PostRefused:
		return endpoint == Token
	case NoID, QueryRefused:
		return endpoint == UserInfo
	case LoginRequired, ServerError:
		return endpoint == Authorize
	}
	return true
}
