package qdatest

import (
	"math/rand/v2"
	"sync"
	"time"
)

// Clock is a time that advances by a second at every look, from a fixed start.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock starts at 2026-01-05 09:00 UTC.
func NewClock() *Clock {
	return &Clock{now: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)}
}

// Now is the next time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Second)
	return c.now
}

// Copy goes on from the same time by itself.
func (c *Clock) Copy() *Clock {
	c.mu.Lock()
	defer c.mu.Unlock()
	return &Clock{now: c.now}
}

// Random is a repeatable source of random bytes, safe for concurrent use.
type Random struct {
	mu  sync.Mutex
	src *rand.ChaCha8
}

// NewRandom seeds a source.
func NewRandom(seed byte) *Random {
	return &Random{src: rand.NewChaCha8([32]byte{seed})}
}

// Read fills p; it never fails.
func (r *Random) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.src.Read(p)
}

// Copy goes on with the same bytes by itself.
func (r *Random) Copy() *Random {
	r.mu.Lock()
	defer r.mu.Unlock()
	src := *r.src
	return &Random{src: &src}
}
