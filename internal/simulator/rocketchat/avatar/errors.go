package avatar

import "fmt"

// Error is a refusal that the REST API reports to the caller.
type Error struct {
	ID      string // Rocket.Chat's error id: "error-avatar-invalid-url"
	Message string
}

// Error prints the message with the id in brackets, as Meteor errors do.
func (e *Error) Error() string { return fmt.Sprintf("%s [%s]", e.Message, e.ID) }

func invalidURL(url string) error {
	return &Error{ID: "error-avatar-invalid-url", Message: "Invalid avatar URL: " + url}
}

func invalidUser() error { return &Error{ID: "error-invalid-user", Message: "Invalid user"} }

// Assumption: §14.6 tells the answer for addresses only; this is the id that
// Rocket.Chat documents for uploads that are no pictures.
func invalidImage() error {
	return &Error{ID: "error-invalid-image", Message: "Invalid image"}
}
