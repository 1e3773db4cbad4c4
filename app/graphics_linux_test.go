package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestHowTheWebViewDrawsFollowsTheMachine(t *testing.T) {
	empty, card, nvidia := t.TempDir(), t.TempDir(), t.TempDir()
	for _, name := range []string{"card0", "renderD128"} {
		if err := os.WriteFile(filepath.Join(card, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(empty, "card0"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	absent := filepath.Join(empty, "absent")
	const shared, layered = "WEBKIT_DISABLE_DMABUF_RENDERER", "WEBKIT_DISABLE_COMPOSITING_MODE"
	for _, c := range []struct {
		what, dri, nvidia string
		want              []string
	}{
		{"a graphics card", card, absent, nil},
		{"no devices at all", absent, absent, []string{layered}},
		{"a screen that no card computes", empty, absent, []string{layered}},
		{"NVIDIA's own driver", card, nvidia, []string{shared}},
	} {
		if got := drawing(c.dri, c.nvidia); !slices.Equal(got, c.want) {
			t.Errorf("%s needs %q, want %q", c.what, got, c.want)
		}
	}
}

func TestTheChoiceOfThePersonStays(t *testing.T) {
	for _, name := range []string{"WEBKIT_DISABLE_DMABUF_RENDERER", "WEBKIT_DISABLE_COMPOSITING_MODE"} {
		t.Setenv(name, "0")
	}
	graphics()
	for _, name := range []string{"WEBKIT_DISABLE_DMABUF_RENDERER", "WEBKIT_DISABLE_COMPOSITING_MODE"} {
		if got := os.Getenv(name); got != "0" {
			t.Errorf("%s became %q", name, got)
		}
	}
}
