package webview

import (
	"errors"
	"net/url"
	"strings"
)

// ErrNoLock says that the web view of this system offers no way to lock it.
var ErrNoLock = errors.New("webview: no navigation lock on this system")

// Hooks are what the program wants to hear. They are called from the goroutine
// of the window, so they must not wait for it; each may be nil.
type Hooks struct {
	// Dropped tells of files dropped on the window: their absolute paths, and where
	// in the page, in its pixels.
	Dropped func(x, y int, paths []string)
	// Hovering tells that files are held over the window, or no longer.
	Hovering func(over bool)
	// Blocked tells what was refused: the kind ("navigation", "frame", "window",
	// "download", "message", …) and the scheme and host of the address. Never more of
	// it, so that a log of these lines cannot hold text of a document.
	Blocked func(kind, origin string)
	// Crashed tells that the process of the page ended by itself; the page is being
	// loaded again unless that happened too often.
	Crashed func(again bool)
}

// OriginOf is the scheme and host of an address, for a log: nothing of its path
// or query. Addresses without a host give the scheme alone.
func OriginOf(address string) string {
	scheme, _, found := strings.Cut(address, ":")
	if !found {
		return ""
	}
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Scheme + "://" + u.Host
	}
	return strings.ToLower(scheme) + ":"
}
