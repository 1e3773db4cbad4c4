package extract

import "golang.org/x/sys/unix"

// hardenChild takes from a child what reading a file never needs: a dump of its
// memory on the disk, large files, many open files, and rights that a program
// which it might start would have.
func hardenChild() {
	unix.Umask(0o077)
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	lower(unix.RLIMIT_FSIZE, 256<<20) // the compiled PDF engine is kept in a file
	lower(unix.RLIMIT_NOFILE, 64)
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
	_ = unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
}

func lower(resource int, to uint64) {
	var now unix.Rlimit
	if unix.Getrlimit(resource, &now) == nil && now.Cur > to {
		_ = unix.Setrlimit(resource, &unix.Rlimit{Cur: to, Max: min(to, now.Max)})
	}
}

// hardLimit lets the kernel refuse memory beyond the limit, whoever asks for it.
// It counts what is mapped for writing and private, which is what the runtime
// uses, and not the address space that it only reserves.
func hardLimit(bytes int64) {
	var now unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_DATA, &now) != nil {
		return
	}
	_ = unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: min(uint64(bytes), now.Max), Max: now.Max})
}
