// Package webview holds the system's web view to the pages of the program.
//
// The window shows one page from one origin, and that page can call Go. So the
// question "which page is it?" decides everything, and three things answer it
// here, below the reach of any script:
//
//   - The lock. Every navigation, in the main frame or in any other, that does
//     not stay on the program's own origin is refused, and so are new windows,
//     downloads, permission requests, script dialogs and file choosers. A content
//     policy in the page cannot do this: a <meta http-equiv=refresh> passes it.
//   - The gate. Of the messages that a page can send to Go, only calls of bound
//     methods pass. The messages that the window library answers by itself (open
//     an address in the browser, read the clipboard, pretend that a file was
//     dropped) are dropped before they reach it.
//   - The drop site. Files dropped on the window are taken by the window, not by
//     the web view, which would navigate to them; their paths go to Go and never
//     through the page.
//
// [Attach] does this on Linux with WebKitGTK, whose web view the window library
// does not hand out: it is found among the windows of the process. Where the
// system offers no such hook, [Attach] says so with [ErrNoLock]; see lock_other.go
// for what holds there.
package webview
