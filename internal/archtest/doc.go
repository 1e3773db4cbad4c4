// Package archtest holds the house to its plan: which package may import which,
// which library belongs to one package alone, how long a file may be, what may not
// be left lying about, and what the page in the window can call.
//
// Go keeps the result of a test as long as the files that the test program itself
// reads are the same; these tests look at files by way of other programs, so they
// are run with -count=1.
//
// A new package needs a row in the table of layers.go; a new bound method a line in
// testdata/bound.txt, which "go test ./internal/archtest -update" writes.
package archtest
