package seeded

// Faults in what becomes of claims (§1.5, §4.4 to §4.6).
func mapping() []Fault { return nil }
