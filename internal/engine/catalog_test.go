package engine_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"articula/internal/engine"
)

// TestNamesAreThoseOfTheLastChangeWhateverIsReadBeside holds that a catalog which was
// read while something was committed does not stand in for what came after it.
func TestNamesAreThoseOfTheLastChangeWhateverIsReadBeside(t *testing.T) {
	p, d := newProject(t)
	reading, stop := context.WithCancel(ctx)
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for reading.Err() == nil {
				_, _ = p.FindDocument(reading, d.Title)
			}
		})
	}
	for i := range 60 {
		name := fmt.Sprintf("code %d", i)
		if _, err := p.AddCode(ctx, engine.AddCode{Name: name}); err != nil {
			t.Fatal(err)
		}
		if _, err := p.FindCode(ctx, name); err != nil {
			t.Errorf("after %d changes: %v", i, err)
			break
		}
	}
	stop()
	readers.Wait()
}
