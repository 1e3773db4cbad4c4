package store

import (
	"os"
	"path/filepath"
	"regexp"
)

// Place says what is known of the folder that holds a project.
type Place struct {
	// Remote: SQLite must not work there directly. Such projects are worked on
	// through a local copy that is published whole.
	Remote bool
	Kind   string // "local", "sync", "network", "removable"
	Name   string // of the service or file system
}

// syncFolders are the names that services give to the folder that they keep in
// step with others, as a whole component of the path.
var syncFolders = regexp.MustCompile(`(?i)^(dropbox( \(.*\))?|onedrive( ?[-–] ?.*)?|google ?drive|googledrive-.*|my drive|mon drive|mi unidad|meu drive|icloud ?drive|mobile documents|com~apple~clouddocs|cloudstorage|nextcloud\d*|owncloud|pcloud ?drive|mega(sync)?|seafile|syncthing|sync\.com|box( sync)?|yandex\.disk|tresorit|proton ?drive|sharepoint|teams)$`)

// syncMarkers are files that such services leave in a folder they keep.
var syncMarkers = []string{".dropbox", ".dropbox.cache", ".stfolder", ".nextcloudsync.log", ".owncloudsync.log", ".sync_*.db", "._sync_*.db", ".csync_journal.db", ".seafile-data"}

// placeOf looks at the path, at what lies in the folders above, and at the file
// system.
func placeOf(path string) Place {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		base := filepath.Base(dir)
		if syncFolders.MatchString(base) {
			return Place{Remote: true, Kind: "sync", Name: base}
		}
		for _, marker := range syncMarkers {
			if found, _ := filepath.Glob(filepath.Join(globSafe(dir), marker)); len(found) > 0 {
				return Place{Remote: true, Kind: "sync", Name: base}
			}
		}
		if up := filepath.Dir(dir); up == dir {
			break
		}
		if home, err := os.UserHomeDir(); err == nil && dir == home {
			break
		}
	}
	return fileSystemOf(path)
}

// globSafe keeps brackets in folder names from being read as patterns.
func globSafe(dir string) string {
	return regexp.MustCompile(`[*?\[\\]`).ReplaceAllStringFunc(dir, func(s string) string {
		if s == string(filepath.Separator) {
			return s
		}
		return "[" + s + "]"
	})
}
