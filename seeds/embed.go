// Package seeds holds what the program brings along as readable text: the starter
// codebooks in codebooks/ and the sample project in sample/. It has nothing but
// the files; packages codebook and seed read them.
package seeds

import "embed"

// Files are the folders codebooks and sample.
//
//go:embed codebooks sample
var Files embed.FS
