package bridge

import (
	"context"
	"crypto/subtle"
	"reflect"

	"articula/internal/qda"
)

// Caller is the first argument of every bound method.
type Caller struct {
	Key  string `json:"key"`  // the secret of this run, read from the page
	Call string `json:"call"` // names the call, so that Calls.Cancel can end it; may be empty
}

// answer runs one bound method: it refuses a foreign caller, gives the method a
// context that ends when the call is cancelled or the window closes, and makes an
// error of a panic, because a call that never answers would hang the screen. Lists
// that are nil cross as empty lists.
func answer[T any](d *Desk, c Caller, do func(context.Context) (T, error)) (out T, err error) {
	ctx, end, err := d.enter(c)
	if err != nil {
		return out, err
	}
	defer end()
	defer func() {
		if p := recover(); p != nil {
			err = d.panicked(p)
		}
	}()
	out, err = do(ctx)
	if err != nil {
		if ctx.Err() != nil {
			err = qda.E(qda.Cancelled, "bridge.cancelled", "This was stopped before it ended.").Because(err)
		}
		d.journal.failed(qda.AsError(err))
		return out, err
	}
	fillLists(reflect.ValueOf(&out).Elem())
	return out, nil
}

// perform is answer for methods that give nothing back.
func perform(d *Desk, c Caller, do func(context.Context) error) error {
	_, err := answer(d, c, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) })
	return err
}

func (d *Desk) knows(key string) bool {
	return subtle.ConstantTimeCompare([]byte(key), []byte(d.key)) == 1
}

// enter checks the caller and opens the context of the call.
func (d *Desk) enter(c Caller) (context.Context, func(), error) {
	if !d.knows(c.Key) {
		return nil, nil, d.foreign("call")
	}
	ctx, cancel := context.WithCancel(d.context())
	if c.Call == "" {
		return ctx, cancel, nil
	}
	d.mu.Lock()
	d.calls[c.Call] = cancel
	d.mu.Unlock()
	return ctx, func() {
		d.mu.Lock()
		delete(d.calls, c.Call)
		d.mu.Unlock()
		cancel()
	}, nil
}

// Calls ends calls that are under way.
type Calls struct{ desk *Desk }

// Cancel ends the context of the call with that name. A call that is over already
// is none of its business.
func (b *Calls) Cancel(c Caller, call string) error {
	return perform(b.desk, c, func(context.Context) error {
		b.desk.mu.Lock()
		cancel := b.desk.calls[call]
		b.desk.mu.Unlock()
		if cancel != nil {
			cancel()
		}
		return nil
	})
}

// fillLists replaces nil slices by empty ones, in structs and lists at any depth:
// the page is promised an array, and null is none.
func fillLists(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() && v.CanSet() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		if holdsLists(v.Type().Elem()) {
			for i := range v.Len() {
				fillLists(v.Index(i))
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				fillLists(f)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			fillLists(v.Elem())
		}
	}
}

// holdsLists spares the walk over long lists of plain values.
func holdsLists(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice, reflect.Pointer, reflect.Struct:
		return true
	}
	return false
}
