package troubleshooting_test

import (
	"gonogo/internal/scenario"
)

// A doctor that finds something where nothing is wrong is worth nothing.
func healthy() scenario.Scenario {
	return scenario.Trouble{
		Key:     "healthy",
		Title:   "nothing is wrong, and the doctor finds nothing",
		Symptom: "none",
	}.Scenario()
}
