//go:build dev

package bridge

// extraPolicy: a build for tests in a browser talks to its page over a web socket,
// which "connect-src 'self'" does not cover in every engine. Nothing is loosened
// for scripts or styles, so that the tests run under the policy that people have.
const extraPolicy = "; connect-src 'self' ws://127.0.0.1:* ws://localhost:*"
