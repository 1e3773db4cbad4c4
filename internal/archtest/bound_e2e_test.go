//go:build e2e

package archtest

const boundList = "bound_e2e.txt"
