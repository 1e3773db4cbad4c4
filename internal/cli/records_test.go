package cli

import "testing"

func TestRecordsAreCountedAsPeopleCallThem(t *testing.T) {
	for kind, want := range map[string]string{"assignment": "2 assignments", "case_unit": "2 cases", "saved_query": "2 saved queries", "synthesis": "2 syntheses", "facet_value": "2 facet values"} {
		if got := records(2, kind); got != want {
			t.Errorf("%s: %s", kind, got)
		}
	}
	if got := records(1, "case_unit"); got != "1 case" {
		t.Error(got)
	}
}
