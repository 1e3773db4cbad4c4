//go:build !linux || !webkit2_41 || !cgo

package webview

import "context"

// Lock is the state of the hooks on the web view; here there are none.
//
// On Windows and macOS the window library offers no hook on navigation. What
// holds there is its own check of both the frame's and the page's origin for each
// message, the content policy of the page, and the secret that each call carries.
type Lock struct{}

// Attach returns [ErrNoLock].
func Attach(context.Context, string, Hooks) (*Lock, error) { return nil, ErrNoLock }

// Check returns [ErrNoLock].
func (*Lock) Check(context.Context) error { return ErrNoLock }
