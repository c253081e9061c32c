package seeded

// troubles are faults that show where something else has gone wrong already: in a
// cure, in what a person or the doctor sees of a trouble.
func troubles() []Fault { return nil }
