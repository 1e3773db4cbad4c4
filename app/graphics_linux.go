package main

import (
	"os"
	"path/filepath"
)

// graphics chooses how the web view draws on this machine.
func graphics() {
	for _, name := range drawing("/dev/dri", "/sys/module/nvidia") {
		// Whoever sets the variable knows better.
		if _, set := os.LookupEnv(name); !set {
			_ = os.Setenv(name, "1")
		}
	}
}

// drawing names the variables of WebKitGTK that a machine with these devices needs.
func drawing(dri, nvidia string) []string {
	var need []string
	// The window is blank with NVIDIA's own driver, whose buffers WebKitGTK cannot share with it.
	if _, err := os.Stat(nvidia); err == nil {
		need = append(need, "WEBKIT_DISABLE_DMABUF_RENDERER")
	}
	// Without a graphics card, as on virtual and remote desktops, OpenGL is computed by the
	// processor: laying surfaces on each other there takes several times as long as drawing
	// the page at once, and some such machines show a blank window.
	if cards, err := filepath.Glob(filepath.Join(dri, "renderD*")); err == nil && len(cards) == 0 {
		need = append(need, "WEBKIT_DISABLE_COMPOSITING_MODE")
	}
	return need
}
