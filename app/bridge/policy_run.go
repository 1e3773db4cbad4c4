//go:build !dev

package bridge

import "strings"

// loosened is what builds for the tests in a browser change in the policy; here nothing.
var loosened = strings.NewReplacer()
