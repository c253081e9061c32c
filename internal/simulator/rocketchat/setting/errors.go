package setting

import "fmt"

// UnknownError says that a setting does not exist or may not be changed.
type UnknownError struct{ ID string }

func (e *UnknownError) Error() string { return fmt.Sprintf("no setting %q that can be changed", e.ID) }

// ValueError says that a value does not fit the type of its setting. It does
// not quote the value, which may be a secret.
type ValueError struct {
	ID   string
	Type Type
}

func (e *ValueError) Error() string {
	return fmt.Sprintf("the value does not fit setting %q of type %s", e.ID, e.Type)
}
