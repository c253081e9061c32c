package attempt

// Stage is how far a login attempt came.
type Stage string

// The stages, in their order.
const (
	StageStart    Stage = "start"    // nobody was sent to the provider
	StageProvider Stage = "provider" // at the provider, who has not sent the person back with a code
	StageCallback Stage = "callback" // back with a code, for which Rocket.Chat's callback handed no credential out
	StageAccount  Stage = "account"  // the callback handed a credential out, the login call was refused
	StageDone     Stage = "done"     // logged in
)

// Traits are what a record shows of an attempt, whether that is a cause or not.
type Traits struct {
	// Failed is the stage at which the attempt ended; [StageDone]: it did not fail.
	// [StageCallback] by itself is no cause: Rocket.Chat's server got no token or no
	// identity, which package trial looks into (Case.ServerFailed). [StageAccount]
	// without a finding is an account rule of which the release tells nothing.
	Failed Stage
	// Style is "popup" or "redirect" as the attempt's state says; "" if it is not
	// readable.
	Style string
	// Unseen lists what the record does not show, with the reason.
	Unseen []string
}
