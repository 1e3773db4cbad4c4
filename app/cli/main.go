// Command articula is the command line of Articula.
package main

import (
	"fmt"
	"os"
)

// version is stamped by the build: -ldflags "-X main.version=…".
var version = "development"

func main() {
	if len(os.Args) == 2 && os.Args[1] == "--version" {
		fmt.Println("articula", version)
		return
	}
	fmt.Fprintln(os.Stderr, "usage: articula --version")
	os.Exit(2)
}
