package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestTheWindowIsStartedWithOneProjectAtMost(t *testing.T) {
	here, err := filepath.Abs("Study.articula")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want arguments
		bad  string
	}{
		{nil, arguments{}, ""},
		{[]string{"Study.articula"}, arguments{file: here}, ""},
		{[]string{"--self-check"}, arguments{selfCheck: true}, ""},
		{[]string{"--version"}, arguments{version: true}, ""},
		{[]string{"a", "b"}, arguments{}, "one project"},
		{[]string{"--open"}, arguments{}, "usage: articula-desktop"},
		{[]string{"--help"}, arguments{}, "usage: articula-desktop"},
	} {
		got, err := parse(c.args)
		switch {
		case c.bad == "" && (err != nil || got != c.want):
			t.Errorf("%v gives %+v, %v", c.args, got, err)
		case c.bad != "" && (err == nil || !strings.Contains(err.Error(), c.bad)):
			t.Errorf("%v gives %v, want %q", c.args, err, c.bad)
		}
	}
}
