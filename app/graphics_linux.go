package main

import "os"

// graphics avoids a blank window with NVIDIA's own driver, whose buffers WebKitGTK
// cannot share with the window. Whoever sets the variable knows better.
func graphics() {
	const name = "WEBKIT_DISABLE_DMABUF_RENDERER"
	if _, set := os.LookupEnv(name); set {
		return
	}
	if _, err := os.Stat("/sys/module/nvidia"); err == nil {
		_ = os.Setenv(name, "1")
	}
}
