package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

const mntLocal = 0x1000 // MNT_LOCAL of <sys/mount.h>

func fileSystemOf(path string) Place {
	var st syscall.Statfs_t
	if syscall.Statfs(filepath.Dir(path), &st) == nil && st.Flags&mntLocal == 0 {
		return Place{Remote: true, Kind: "network", Name: "network volume"}
	}
	if strings.HasPrefix(path, "/Volumes/") {
		return Place{Remote: true, Kind: "removable", Name: filepath.Dir(path)}
	}
	return Place{Kind: "local"}
}

func isReadOnlyFS(err error) bool { return errors.Is(err, syscall.EROFS) }

func unsupportedLock(err error) bool {
	return errors.Is(err, syscall.ENOLCK) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOSYS)
}

func processLives(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}

func ownedByUs(info os.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) == os.Geteuid()
}

// syncDir puts a folder's entries on the disk.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}
