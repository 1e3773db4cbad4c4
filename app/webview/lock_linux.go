//go:build linux && webkit2_41 && cgo

package webview

/*
#cgo pkg-config: gtk+-3.0 webkit2gtk-4.1
#include <stdlib.h>
#include "lock_linux.h"
*/
import "C"

import (
	"context"
	"fmt"
	"runtime/cgo"
	"strings"
)

// Lock is the set of hooks on the web view of this process.
type Lock struct {
	hooks  Hooks
	origin string
	handle cgo.Handle
}

// Attach finds the web view, which must be the only one, and hooks it. It may be
// called from any goroutine but the window's, and waits until the window's thread
// has done it. The origin is that of the program's pages, without a slash at the end.
func Attach(ctx context.Context, origin string, hooks Hooks) (*Lock, error) {
	l := &Lock{hooks: hooks, origin: origin}
	l.handle = cgo.NewHandle(l)
	if err := l.ask(ctx, true); err != nil {
		return nil, err
	}
	return l, nil
}

// Check looks whether every hook is still connected to the web view and whether
// the page shown is one of the program's. nil means that it is.
func (l *Lock) Check(ctx context.Context) error { return l.ask(ctx, false) }

func (l *Lock) ask(ctx context.Context, attach bool) error {
	answer := make(chan string, 1)
	request := (*C.lock_request)(C.calloc(1, C.sizeof_lock_request))
	request.lock = C.uintptr_t(l.handle)
	request.request = C.uintptr_t(cgo.NewHandle(answer))
	request.origin = C.CString(l.origin)
	if attach {
		request.attach = 1
	}
	C.lock_post(request)
	select {
	case problem := <-answer:
		if problem != "" {
			return fmt.Errorf("webview: %s", problem)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("webview: the window did not answer: %w", ctx.Err())
	}
}

//export goLockAnswer
func goLockAnswer(request C.uintptr_t, problem *C.char) {
	h := cgo.Handle(request)
	answer := h.Value().(chan string)
	h.Delete()
	answer <- C.GoString(problem)
}

func hooksOf(lock C.uintptr_t) Hooks { return cgo.Handle(lock).Value().(*Lock).hooks }

//export goLockBlocked
func goLockBlocked(lock C.uintptr_t, kind, address *C.char) {
	if f := hooksOf(lock).Blocked; f != nil {
		f(C.GoString(kind), OriginOf(C.GoString(address)))
	}
}

//export goLockHovering
func goLockHovering(lock C.uintptr_t, over C.int) {
	if f := hooksOf(lock).Hovering; f != nil {
		f(over != 0)
	}
}

//export goLockCrashed
func goLockCrashed(lock C.uintptr_t, again C.int) {
	if f := hooksOf(lock).Crashed; f != nil {
		f(again != 0)
	}
}

// goLockDropped gets the paths joined by NUL, which no path holds.
//
//export goLockDropped
func goLockDropped(lock C.uintptr_t, x, y C.int, paths *C.char, length C.int) {
	f := hooksOf(lock).Dropped
	if f == nil || length == 0 {
		return
	}
	joined := strings.TrimSuffix(C.GoStringN(paths, length), "\x00")
	f(int(x), int(y), strings.Split(joined, "\x00"))
}
