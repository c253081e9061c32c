package clavex

import (
	"net/http"
	"slices"
	"strconv"

	"gonogo/internal/simulator/emulator/op"
)

// cut takes the page out of a sorted list that "limit" and "after" name, the id
// of the last entry of the page before, and says the id with which the next page
// is asked for; empty: there is none (source: internal/models/models.go, Page).
func cut[T any](all []T, id func(T) string, r *http.Request) (page []T, next string) {
	limit, err := strconv.Atoi(r.FormValue("limit"))
	if err != nil || limit <= 0 {
		limit = defaultPage
	}
	limit = min(limit, largestPage)
	if after := r.FormValue("after"); after != "" {
		last := slices.IndexFunc(all, func(one T) bool { return id(one) == after })
		all = all[last+1:]
	}
	if len(all) <= limit {
		return all, ""
	}
	return all[:limit], id(all[limit-1])
}

func showPage[T any](w http.ResponseWriter, items []T, next string) {
	page := map[string]any{"items": append([]T{}, items...), "has_more": next != ""}
	if next != "" {
		page["next_cursor"] = next
	}
	op.JSON(w, http.StatusOK, page)
}
