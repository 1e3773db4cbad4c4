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
