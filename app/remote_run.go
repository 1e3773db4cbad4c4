//go:build !e2e

package main

import (
	"context"

	"articula/app/bridge"
)

// remote lets a test drive the window; a program that is given to people cannot be.
func remote(context.Context, *bridge.Desk) {}

// sabotage leaves a protection out; a program that is given to people has them all.
func sabotage(string) bool { return false }
