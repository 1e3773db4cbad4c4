//go:build !e2e

package bridge

// ThisDesktop is the desktop of this build: the machine's.
func ThisDesktop() Desktop { return System{} }
