package extract

import "testing"

func TestWarningsFollowTheirNumber(t *testing.T) {
	for n, want := range map[int]string{1: "1 passage that the file hides was left out.", 2: "2 passages that the file hides were left out."} {
		w := warnHidden
		w.Count = n
		if got := w.Message(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
