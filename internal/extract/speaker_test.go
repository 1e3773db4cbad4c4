package extract

import (
	"context"
	"testing"
)

// A word that heads a field of a form ("Local:", "Project:") may begin what a speaker
// is called.
func TestALocalManagerSpeaks(t *testing.T) {
	for text, turns := range map[string]int{
		"Interviewer: How do you work?\n\nLocal manager: We call.\n\nInterviewer: Is it written?\n\nLocal manager: No.\n":           4,
		"Interviewer: How?\n\nProject coordinator: By phone.\n\nInterviewer: And?\n\nProject coordinator: By letter.\n":             4,
		"Local: Lima\n\nFecha: 3 de mayo\n\nProject: Study\n\nLocal: Lima\n\nFecha: 4 de mayo\n\nLocal: Lima\n\nFecha: 5 de mayo\n": 0,
	} {
		res, err := Bytes(context.Background(), []byte(text), Options{Name: "a.txt"})
		if err != nil {
			t.Fatal(err)
		}
		if res.Turns != turns {
			t.Errorf("%d turns, want %d, in\n%s", res.Turns, turns, text)
		}
	}
}
