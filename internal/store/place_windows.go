package store

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

func fileSystemOf(path string) Place {
	volume := filepath.VolumeName(path)
	if strings.HasPrefix(volume, `\\`) {
		return Place{Remote: true, Kind: "network", Name: volume}
	}
	root, err := windows.UTF16PtrFromString(volume + `\`)
	if err != nil {
		return Place{Kind: "local"}
	}
	switch windows.GetDriveType(root) {
	case windows.DRIVE_REMOTE:
		return Place{Remote: true, Kind: "network", Name: volume}
	case windows.DRIVE_REMOVABLE, windows.DRIVE_CDROM:
		return Place{Remote: true, Kind: "removable", Name: volume}
	}
	return Place{Kind: "local"}
}

func isReadOnlyFS(err error) bool { return err == windows.ERROR_WRITE_PROTECT }

func unsupportedLock(err error) bool { return err == windows.ERROR_NOT_SUPPORTED }

func processLives(pid int) bool {
	h, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return false
	}
	windows.CloseHandle(h)
	return true
}

// ownedByUs is not asked on Windows, where modes mean nothing.
func ownedByUs(os.FileInfo) bool { return false }

// syncDir has no counterpart on Windows: a rename is on the disk when it returns.
func syncDir(string) error { return nil }
