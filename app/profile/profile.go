package profile

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sync"

	"articula/internal/qda"
)

// Profile reads and writes the files of one folder. It is safe for concurrent use.
type Profile struct {
	folder string
	mu     sync.Mutex
}

// Default is the profile in the folder that the system has for such things.
func Default() (*Profile, error) {
	base, err := os.UserConfigDir()
	if err != nil {
		return nil, qda.E(qda.Storage, "profile.no_folder",
			"The system names no folder for settings, so the window's settings are not kept.").Because(err)
	}
	return At(filepath.Join(base, "articula")), nil
}

// At is the profile in a folder, which is made when something is first written.
func At(folder string) *Profile { return &Profile{folder: folder} }

// read fills value from the file, if it is there and whole.
func (p *Profile) read(name string, value any) bool {
	body, err := os.ReadFile(filepath.Join(p.folder, name))
	return err == nil && json.Unmarshal(body, value) == nil
}

// listIn reads a list from the file; nil if it is not there or not whole.
func listIn[T any](p *Profile, name string) []T {
	var list []T
	if !p.read(name, &list) {
		return nil
	}
	return list
}

// write replaces the file by the value.
func (p *Profile) write(name string, value any) error {
	body, err := json.MarshalIndent(value, "", "  ")
	if err == nil {
		err = p.replace(name, append(body, '\n'))
	}
	if err != nil {
		return qda.E(qda.Storage, "profile.not_written",
			"The settings of this window could not be saved. Your projects are not affected; the disk may be full or write-protected.").Because(err)
	}
	return nil
}

func (p *Profile) replace(name string, body []byte) error {
	if err := os.MkdirAll(p.folder, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(p.folder, name+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(body)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(p.folder, name))
	}
	return err
}
