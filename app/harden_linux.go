package main

import (
	"golang.org/x/sys/unix"
)

// harden makes every file that this process and its children write readable by the
// person alone, and keeps what is in memory out of core dumps and other processes.
func harden() {
	unix.Umask(0o077)
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}
