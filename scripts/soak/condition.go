package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// condition is what a suite has to bear.
type condition struct {
	name string
	race bool
	load bool // every processor is busy with something else
	env  func(repeat int) []string
}

// conditions are all, in the order of the table.
func conditions() []condition {
	return []condition{
		{name: "plain"},
		{name: "load", load: true},
		{name: "one-processor", env: func(int) []string { return []string{"GOMAXPROCS=1"} }},
		{name: "race", race: true},
		// The repeat is the seed: the same one meets the same times again.
		{name: "latency", env: func(repeat int) []string { return []string{fmt.Sprintf("GONOGO_LATENCY=0-300ms@%d", repeat)} }},
	}
}

// names are those of all conditions, separated by commas.
func names() string {
	var all []string
	for _, c := range conditions() {
		all = append(all, c.name)
	}
	return strings.Join(all, ",")
}

// chosen are the conditions with these names, in the order of the table.
func chosen(names []string) []condition {
	return slices.DeleteFunc(conditions(), func(c condition) bool { return !slices.Contains(names, c.name) })
}

// variables are what the condition adds to the environment.
func (c condition) variables(repeat int) []string {
	if c.env == nil {
		return nil
	}
	return c.env(repeat)
}

// burden keeps every processor busy, if the condition wants that, until it is
// lifted. The work is this process's own: it ends with it, however that ends.
func (c condition) burden(ctx context.Context) (lift func()) {
	if !c.load {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	var busy sync.WaitGroup
	for range runtime.NumCPU() {
		busy.Go(func() {
			for ctx.Err() == nil {
				continue // keeping a processor busy is what it is for
			}
		})
	}
	return func() {
		cancel()
		busy.Wait()
	}
}
