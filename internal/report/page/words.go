package page

import "gonogo/internal/report/outline"

// words is a table of texts, so that each is written once. The first is empty.
type words struct {
	list  []string
	index map[string]int
}

func newWords() *words { return &words{list: []string{""}, index: map[string]int{"": 0}} }

// of is the place of a text in the table.
func (w *words) of(text string) int {
	text = outline.Clean(text)
	i, known := w.index[text]
	if !known {
		i = len(w.list)
		w.index[text], w.list = i, append(w.list, text)
	}
	return i
}

func (w *words) all(texts []string) []int {
	places := make([]int, len(texts))
	for i, text := range texts {
		places[i] = w.of(text)
	}
	return places
}
