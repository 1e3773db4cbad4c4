package bridge

import (
	"context"

	"articula/app/profile"
)

// Settings are the preferences of the person, kept by Go so that they are one for
// the whole program and leave no trace in the web view.
type Settings struct{ desk *Desk }

// Get gives the preferences.
func (b *Settings) Get(c Caller) (profile.Preferences, error) {
	return answer(b.desk, c, func(context.Context) (profile.Preferences, error) {
		return b.desk.profile.Preferences(), nil
	})
}

// Save keeps the preferences and tells every listener of the page.
func (b *Settings) Save(c Caller, v profile.Preferences) error {
	return perform(b.desk, c, func(context.Context) error {
		if err := b.desk.profile.SavePreferences(v); err != nil {
			return err
		}
		b.desk.Emit("settings", v)
		return nil
	})
}

// Layout gives the arrangement of the panes.
func (b *Settings) Layout(c Caller) (profile.Layout, error) {
	return answer(b.desk, c, func(context.Context) (profile.Layout, error) { return b.desk.profile.Layout(), nil })
}

// SaveLayout keeps the arrangement of the panes.
func (b *Settings) SaveLayout(c Caller, v profile.Layout) error {
	return perform(b.desk, c, func(context.Context) error { return b.desk.profile.SaveLayout(v) })
}

// Places gives where the person was in the documents of a project, the latest first.
func (b *Settings) Places(c Caller, project string) ([]profile.Place, error) {
	return answer(b.desk, c, func(context.Context) ([]profile.Place, error) { return b.desk.profile.Places(project), nil })
}

// SavePlace remembers where the person is in a document.
func (b *Settings) SavePlace(c Caller, project string, at profile.Place) error {
	return perform(b.desk, c, func(context.Context) error { return b.desk.profile.SavePlace(project, at) })
}
