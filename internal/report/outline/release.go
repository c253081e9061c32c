package outline

import "strings"

// Ranges words those of some releases, which are in their order, that are in a set:
// "6.0.0–6.4.9, 7.1.0". A range holds all that there are between its ends, and at
// least three.
func Ranges(releases []string, in func(release string) bool) string {
	var words, run []string
	end := func() {
		if len(run) > 2 {
			run = []string{run[0] + "–" + run[len(run)-1]}
		}
		words, run = append(words, run...), nil
	}
	for _, r := range releases {
		if in(r) {
			run = append(run, r)
			continue
		}
		end()
	}
	end()
	return strings.Join(words, ", ")
}

// EveryRelease takes the release out of a sentence, so that the same sentence on
// another release is the same; where it was seen stands beside it.
func EveryRelease(text, version string) string {
	return strings.ReplaceAll(text, "Rocket.Chat "+version, "Rocket.Chat")
}
