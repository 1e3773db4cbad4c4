package extract

import (
	"sync"

	"github.com/tetratelabs/wazero/experimental"
)

// engineMemory is the memory of the PDF engine: one buffer of the largest size
// it may have, of which the system backs only what is used. Growing it is free,
// where wazero's own way is to copy everything, and it serves one document after
// the other. The engine runs one instance at a time.
type engineMemory struct {
	mu   sync.Mutex
	buf  []byte
	used uint64
	busy bool
}

// Allocate gives the buffer, or a fresh one while it is in use.
func (m *engineMemory) Allocate(_, most uint64) experimental.LinearMemory {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.busy {
		return &engineMemoryLease{of: &engineMemory{buf: make([]byte, min(most, uint64(len(m.buf)))), busy: true}}
	}
	m.busy = true
	return &engineMemoryLease{of: m}
}

// engineMemoryLease is the memory of one instance.
type engineMemoryLease struct{ of *engineMemory }

// Reallocate gives the first bytes of the buffer, nil if there are not so many:
// the engine then fails as on a full machine.
func (l *engineMemoryLease) Reallocate(size uint64) []byte {
	m := l.of
	if m == nil || size > uint64(len(m.buf)) {
		return nil
	}
	m.used = max(m.used, size)
	return m.buf[:size:len(m.buf)]
}

// Free leaves the buffer clean for the next instance.
func (l *engineMemoryLease) Free() {
	m := l.of
	if m == nil {
		return
	}
	l.of = nil
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.buf[:m.used])
	m.used, m.busy = 0, false
}
