module articula

go 1.26

require (
	github.com/rivo/uniseg v0.4.7
	pgregory.net/rapid v1.3.0
)
