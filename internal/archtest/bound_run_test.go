//go:build !e2e

package archtest

const boundList = "bound.txt"
