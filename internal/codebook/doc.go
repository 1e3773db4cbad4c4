// Package codebook holds the rules of the code tree: how codes lie under each
// other, what a path says, where a code may be moved, which colours codes get, and
// what a reviewer would object to. It works on values and changes nothing itself.
package codebook
