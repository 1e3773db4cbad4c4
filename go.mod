module articula

go 1.26.0

require (
	github.com/goccy/go-yaml v1.19.2
	github.com/google/go-cmp v0.7.0
	github.com/rivo/uniseg v0.4.7
	pgregory.net/rapid v1.3.0
)

require golang.org/x/text v0.43.0
