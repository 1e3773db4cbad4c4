package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
)

// checkBolt reads a whole bbolt file and reports whether every page that can be
// reached is sound. bbolt itself follows page numbers into its memory map without a
// look at where the file ends: over a file that was cut off or scribbled on, it does
// not fail but takes the whole program down. The layout is that of bbolt's
// internal/common (page.go, meta.go), in little-endian order.
func checkBolt(file []byte) error {
	meta, err := boltMetaOf(file)
	if err != nil {
		return err
	}
	c := boltCheck{file: file, meta: meta, seen: map[uint64]bool{0: true, 1: true}}
	if meta.pages*meta.pageSize > uint64(len(file)) {
		return errBolt("the file is cut off")
	}
	if err := c.bucket(meta.root, 0); err != nil {
		return err
	}
	return c.freelist()
}

func errBolt(what string, args ...any) error {
	return errors.New("root.bolt: " + fmt.Sprintf(what, args...))
}

// boltMeta is what the newer of the two sound meta pages says.
type boltMeta struct {
	pageSize, root, freelist, pages, tx uint64
}

const (
	boltHeader = 16 // bytes of a page's header, of a branch or leaf element, and of a bucket's

	boltBranch, boltLeaf, boltFree = 0x01, 0x02, 0x10 // kinds of page

	boltNoFreelist = ^uint64(0)
)

func boltMetaOf(file []byte) (boltMeta, error) {
	var best boltMeta
	found := false
	read := func(at int) (size int) {
		if len(file) < at+boltHeader+64 {
			return 0
		}
		b := file[at+boltHeader:]
		sum := fnv.New64a()
		_, _ = sum.Write(b[:56])
		if binary.LittleEndian.Uint32(b) != 0xED0CDAED || binary.LittleEndian.Uint32(b[4:]) != 2 || binary.LittleEndian.Uint64(b[56:]) != sum.Sum64() {
			return 0
		}
		u := func(i int) uint64 { return binary.LittleEndian.Uint64(b[i:]) }
		m := boltMeta{pageSize: uint64(binary.LittleEndian.Uint32(b[8:])), root: u(16), freelist: u(32), pages: u(40), tx: u(48)}
		if m.pageSize < 1024 || m.pageSize > 1<<16 || m.pageSize&(m.pageSize-1) != 0 || m.pages > 1<<40 {
			return 0
		}
		if !found || m.tx > best.tx {
			best, found = m, true
		}
		return int(m.pageSize)
	}
	if size := read(0); size > 0 {
		read(size)
	} else {
		for size := 1024; size <= 1<<16; size *= 2 {
			if read(size) > 0 {
				break
			}
		}
	}
	if !found {
		return best, errBolt("no sound header")
	}
	return best, nil
}

type boltCheck struct {
	file []byte
	meta boltMeta
	seen map[uint64]bool // pages that are in use, with their overflow
}

// page gives the bytes of a page with its overflow, and takes it as used.
func (c *boltCheck) page(id uint64) ([]byte, error) {
	size := c.meta.pageSize
	if id < 2 || id >= c.meta.pages {
		return nil, errBolt("page %d does not exist", id)
	}
	b := c.file[id*size:]
	overflow := uint64(binary.LittleEndian.Uint32(b[12:]))
	if binary.LittleEndian.Uint64(b) != id || id+overflow >= c.meta.pages {
		return nil, errBolt("page %d is not sound", id)
	}
	for p := id; p <= id+overflow; p++ {
		if c.seen[p] {
			return nil, errBolt("page %d is used twice", p)
		}
		c.seen[p] = true
	}
	return b[:(overflow+1)*size], nil
}

// maxNesting bounds how deep buckets and pages may lie in each other; bleve's file
// has four levels.
const maxNesting = 16

// bucket checks all pages of a bucket.
func (c *boltCheck) bucket(root uint64, depth int) error {
	b, err := c.page(root)
	if err != nil {
		return err
	}
	return c.node(b, depth+1)
}

// node checks a branch or leaf page, or a bucket that lies in its parent's page.
func (c *boltCheck) node(b []byte, depth int) error {
	if len(b) < boltHeader || depth > maxNesting {
		return errBolt("a page is too small, or too deep")
	}
	kind, count := binary.LittleEndian.Uint16(b[8:]), int(binary.LittleEndian.Uint16(b[10:]))
	if kind != boltBranch && kind != boltLeaf || boltHeader+count*boltHeader > len(b) || kind == boltBranch && count == 0 {
		return errBolt("a page is of no known kind")
	}
	var last []byte
	for i := range count {
		at := boltHeader + i*boltHeader
		e := b[at:]
		if kind == boltBranch {
			key, err := boltSlice(b, at, binary.LittleEndian.Uint32(e), binary.LittleEndian.Uint32(e[4:]))
			if err != nil {
				return err
			}
			if i > 0 && bytes.Compare(last, key) >= 0 {
				return errBolt("keys are out of order")
			}
			last = key
			if err := c.bucket(binary.LittleEndian.Uint64(e[8:]), depth); err != nil {
				return err
			}
			continue
		}
		flags, pos := binary.LittleEndian.Uint32(e), binary.LittleEndian.Uint32(e[4:])
		keySize, valueSize := binary.LittleEndian.Uint32(e[8:]), binary.LittleEndian.Uint32(e[12:])
		key, err := boltSlice(b, at, pos, keySize)
		if err != nil {
			return err
		}
		if i > 0 && bytes.Compare(last, key) >= 0 {
			return errBolt("keys are out of order")
		}
		last = key
		value, err := boltSlice(b, at+int(keySize), pos, valueSize)
		if err != nil {
			return err
		}
		switch flags {
		case 0:
		case 1: // a bucket
			if len(value) < boltHeader {
				return errBolt("a bucket is cut off")
			}
			if root := binary.LittleEndian.Uint64(value); root != 0 {
				err = c.bucket(root, depth+1)
			} else {
				err = c.node(value[boltHeader:], depth+1)
			}
			if err != nil {
				return err
			}
		default:
			return errBolt("an element is of no known kind")
		}
	}
	return nil
}

// boltSlice gives a key or value by its distance from its element.
func boltSlice(b []byte, at int, pos, size uint32) ([]byte, error) {
	from := uint64(at) + uint64(pos)
	if from+uint64(size) > uint64(len(b)) {
		return nil, errBolt("an element lies outside of its page")
	}
	return b[from : from+uint64(size)], nil
}

// freelist checks that no page is free that is in use: the next change would write
// over it.
func (c *boltCheck) freelist() error {
	if c.meta.freelist == boltNoFreelist {
		return nil
	}
	b, err := c.page(c.meta.freelist)
	if err != nil {
		return err
	}
	if binary.LittleEndian.Uint16(b[8:]) != boltFree {
		return errBolt("the list of free pages is none")
	}
	b, count := b[boltHeader:], uint64(binary.LittleEndian.Uint16(b[10:]))
	if count == 0xFFFF && len(b) >= 8 {
		count, b = binary.LittleEndian.Uint64(b), b[8:]
	}
	if count > uint64(len(b))/8 {
		return errBolt("the list of free pages is cut off")
	}
	for i := range count {
		id := binary.LittleEndian.Uint64(b[8*i:])
		if id < 2 || id >= c.meta.pages || c.seen[id] {
			return errBolt("page %d is free and in use", id)
		}
		c.seen[id] = true
	}
	return nil
}
