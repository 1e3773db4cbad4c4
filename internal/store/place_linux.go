package store

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// remoteTypes are the file systems on which SQLite's locks cannot be trusted.
var remoteTypes = map[int64]string{
	0x6969: "NFS", 0x517B: "SMB", 0xFF534D42: "CIFS", 0xFE534D42: "SMB2", 0x65735546: "FUSE",
	0x01021997: "9P", 0x5346414F: "AFS", 0x00C36400: "Ceph", 0x47504653: "GPFS", 0x0BD00BD0: "Lustre", 0x73757245: "Coda",
}

func fileSystemOf(path string) Place {
	var st syscall.Statfs_t
	if syscall.Statfs(filepath.Dir(path), &st) == nil {
		if name, remote := remoteTypes[int64(st.Type)&0xFFFFFFFF]; remote {
			return Place{Remote: true, Kind: "network", Name: name}
		}
	}
	if removable(path) {
		return Place{Remote: true, Kind: "removable", Name: filepath.Dir(path)}
	}
	return Place{Kind: "local"}
}

// removable asks the kernel whether the medium under the path can be pulled out.
func removable(path string) bool {
	var st syscall.Stat_t
	if syscall.Stat(filepath.Dir(path), &st) != nil {
		return false
	}
	major, minor := uint64(st.Dev)>>8&0xfff, uint64(st.Dev)&0xff|uint64(st.Dev)>>12&0xfff00
	sys, err := filepath.EvalSymlinks(fmt.Sprintf("/sys/dev/block/%d:%d", major, minor))
	if err == nil {
		for _, dir := range []string{sys, filepath.Dir(sys)} { // a partition has its disk above it
			if b, err := os.ReadFile(filepath.Join(dir, "removable")); err == nil && strings.TrimSpace(string(b)) == "1" {
				return true
			}
		}
	}
	return mountedUnderMedia(path, fmt.Sprintf("%d:%d", major, minor))
}

// mountedUnderMedia recognises what a desktop mounted when it was plugged in: USB
// disks call themselves fixed.
func mountedUnderMedia(path, device string) bool {
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return false
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) > 4 && fields[2] == device &&
			(strings.HasPrefix(fields[4], "/media/") || strings.HasPrefix(fields[4], "/run/media/")) &&
			strings.HasPrefix(path, fields[4]+"/") {
			return true
		}
	}
	return false
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
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) { // network file systems that cannot
		return nil
	}
	return err
}
