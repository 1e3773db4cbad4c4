//go:build dev

package bridge

import "strings"

// loosened is what the window library's own script needs in a build for tests in a
// browser: it talks over a web socket, which 'self' does not cover in every engine,
// and it makes its overlay from markup by a policy of its own name. Nothing is
// loosened for our scripts and styles, so that the tests run under what people have.
var loosened = strings.NewReplacer(
	"connect-src 'self'", "connect-src 'self' ws://127.0.0.1:*",
	"trusted-types articula-worker", "trusted-types articula-worker svelte-trusted-html",
)
