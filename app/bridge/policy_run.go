//go:build !dev

package bridge

// extraPolicy is what builds for the tests in a browser add to the policy; here nothing.
const extraPolicy = ""
