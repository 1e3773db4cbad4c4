package bridge

import (
	"context"
	"os"

	"articula/internal/qda"
)

// Recent are the projects opened lately.
type Recent struct{ desk *Desk }

// RecentProject is one of them.
type RecentProject struct {
	File   Chosen `json:"file"`
	Title  string `json:"title"`
	Opened string `json:"opened"` // qda.TimeLayout
	There  bool   `json:"there"`  // whether the file can be seen now
}

// List gives them, the last one first.
func (b *Recent) List(c Caller) ([]RecentProject, error) {
	return answer(b.desk, c, func(context.Context) ([]RecentProject, error) {
		out := []RecentProject{}
		for _, r := range b.desk.profile.Recent() {
			_, err := os.Stat(r.Path)
			out = append(out, RecentProject{
				File: b.desk.tokens.Give(UseOpen, r.Path), Title: r.Title, Opened: r.Opened, There: err == nil,
			})
		}
		return out, nil
	})
}

// Forget takes a project out of the list; the project itself is not touched.
func (b *Recent) Forget(c Caller, token string) error {
	return perform(b.desk, c, func(context.Context) error {
		path, err := b.desk.tokens.Path(UseOpen, token)
		if err != nil {
			return err
		}
		return b.desk.profile.Forget(path)
	})
}

// Opened notes that a project was opened, for the list. A list that cannot be
// written is no reason not to work.
func (d *Desk) Opened(path, title string) {
	if err := d.profile.Opened(path, title, d.now()); err != nil {
		d.journal.failed(qda.AsError(err))
	}
}
