package qda

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
)

// ID identifies a thing for ever, in every copy of a project. It is a UUID,
// version 7 (RFC 9562 §5.7) when the program mints it; identities taken over
// from other tools may be of any version. The zero ID stands for "none".
type ID [16]byte

// NewID mints an identity from the time and sixteen bytes of randomness.
// It panics if random cannot be read: an identity must never be guessed.
func NewID(now time.Time, random io.Reader) ID {
	var id ID
	if _, err := io.ReadFull(random, id[:]); err != nil {
		panic("qda: no randomness for an identity: " + err.Error())
	}
	ms := uint64(now.UnixMilli())
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}

// NaturalID is the identity of a thing that there can only be one of, such as the
// assignment of a coder to a document in a round: it is made of what names the thing,
// so that two people who make it apart make the same one. It is a UUID of version 8
// (RFC 9562 §5.8).
func NaturalID(entity string, key ...fmt.Stringer) ID {
	h := sha256.New()
	io.WriteString(h, entity)
	for _, k := range key {
		io.WriteString(h, "\x00"+k.String())
	}
	var id ID
	copy(id[:], h.Sum(nil))
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

// Key is a text as part of a [NaturalID].
type Key string

func (k Key) String() string { return string(k) }

// IsZero reports whether the ID stands for "none".
func (id ID) IsZero() bool { return id == ID{} }

// String gives the canonical lower-case form, 8-4-4-4-12.
func (id ID) String() string {
	var b [36]byte
	hex.Encode(b[0:8], id[0:4])
	b[8] = '-'
	hex.Encode(b[9:13], id[4:6])
	b[13] = '-'
	hex.Encode(b[14:18], id[6:8])
	b[18] = '-'
	hex.Encode(b[19:23], id[8:10])
	b[23] = '-'
	hex.Encode(b[24:36], id[10:16])
	return string(b[:])
}

// MarshalText writes the canonical form; "none" is the empty text.
func (id ID) MarshalText() ([]byte, error) {
	if id.IsZero() {
		return nil, nil
	}
	return []byte(id.String()), nil
}

// UnmarshalText accepts what [ParseID] accepts, and the empty text for "none".
func (id *ID) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*id = ID{}
		return nil
	}
	v, err := ParseID(string(b))
	if err != nil {
		return err
	}
	*id = v
	return nil
}

// ParseID reads a UUID in the form 8-4-4-4-12 or as 32 hexadecimal digits,
// upper or lower case, with or without braces.
func ParseID(s string) (ID, error) {
	var id ID
	t := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), "{"), "}")
	if len(t) == 36 && t[8] == '-' && t[13] == '-' && t[18] == '-' && t[23] == '-' {
		t = t[0:8] + t[9:13] + t[14:18] + t[19:23] + t[24:36]
	}
	if len(t) != 32 {
		return id, fmt.Errorf("%q is not an identity", s)
	}
	if _, err := hex.Decode(id[:], []byte(t)); err != nil {
		return ID{}, fmt.Errorf("%q is not an identity", s)
	}
	return id, nil
}

// Hash is the SHA-256 of some content. The zero Hash stands for "none".
type Hash [sha256.Size]byte

// HashOf is the hash of the bytes.
func HashOf(b []byte) Hash { return sha256.Sum256(b) }

// IsZero reports whether the Hash stands for "none".
func (h Hash) IsZero() bool { return h == Hash{} }

// String is the hash as 64 lower-case hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText writes the hexadecimal form; "none" is the empty text.
func (h Hash) MarshalText() ([]byte, error) {
	if h.IsZero() {
		return nil, nil
	}
	return []byte(h.String()), nil
}

// UnmarshalText accepts 64 hexadecimal digits, and the empty text for "none".
func (h *Hash) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*h = Hash{}
		return nil
	}
	v, err := ParseHash(string(b))
	if err != nil {
		return err
	}
	*h = v
	return nil
}

// ParseHash reads 64 hexadecimal digits.
func ParseHash(s string) (Hash, error) {
	var h Hash
	if len(s) != 2*len(h) {
		return h, fmt.Errorf("%q is not a SHA-256 hash", s)
	}
	if _, err := hex.Decode(h[:], []byte(s)); err != nil {
		return Hash{}, fmt.Errorf("%q is not a SHA-256 hash", s)
	}
	return h, nil
}
