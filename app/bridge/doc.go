// Package bridge is everything that lies between the page in the window and the
// program: the methods that the page can call, the events it hears, the routes it
// can fetch from, the files it is served.
//
// The words:
//
//   - The [Desk] is what one run of the window shares: the secret, the open jobs, the
//     tokens, the link to the system's dialogs.
//   - A bound method is an exported method of one of the structs that [Desk.Bound]
//     returns. Its first parameter is always a [Caller]; its results are flat values
//     with json tags, or an error; its body is one call of answer or perform, which
//     checks the caller, gives the method a context, and catches panics. A test calls
//     every bound method with a wrong secret, and another holds the list of them.
//   - A route is an address under /api/ for what is too big for a message, the text
//     of a document above all; see [Desk.Route].
//   - A token stands for a path. The page never names a path to be opened or written:
//     it gets a token from a dialog, a drop or the list of recent projects, all of
//     which are made by Go, and hands the token back. See [Tokens].
//   - A job is work that takes long: it reports progress by event, can be cancelled,
//     and leaves a result or an error. See [Desk.Start].
//
// # What protects a call
//
// Package webview lets no foreign page into the window. Should one get there all
// the same, it cannot call: every call and every fetch carries a secret that is
// made anew in each run and written into the program's own page only, where a page
// of another origin cannot read it.
//
// # Errors
//
// An error crosses as a JSON object {kind, code, message, args}, written as a string
// because the window library makes a JavaScript Error of whatever it gets, and of
// an object only "[object Object]". See [FormatError].
package bridge
