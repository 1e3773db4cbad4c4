//go:build !linux

package extract

// hardenChild has nothing to do here.
func hardenChild() {}

// hardLimit has nothing to do: the system holds no limit on memory that fits, and
// the runtime's own figure is looked at on every system.
func hardLimit(int64) {}
