//go:build !linux

package main

func graphics() {}
