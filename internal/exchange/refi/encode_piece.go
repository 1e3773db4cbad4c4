package refi

import (
	"encoding/base64"

	"articula/internal/qda"
)

// piece is a file on its way into the archive. It is read when it is written, so that
// the files of a project are never in memory together.
type piece struct {
	hash qda.Hash
	read func() ([]byte, error) // nil: there is no file
}

// file is the file that a document was imported from.
type file struct {
	piece
	mediaType string
}

func heldPiece(b []byte) piece {
	return piece{qda.HashOf(b), func() ([]byte, error) { return b, nil }}
}

// keptPiece is a file that is kept beside the records, of which the body was made.
func keptPiece(b []byte, body string) piece {
	return piece{qda.HashOf(b), func() ([]byte, error) { return base64.StdEncoding.DecodeString(thaw(body).Text) }}
}

func (x *encoder) textPiece(h qda.Hash) piece {
	return piece{h, func() ([]byte, error) {
		t, err := x.b.Text(h)
		return []byte(t.Body), err
	}}
}

func (x *encoder) fileOf(d qda.Document) file {
	typ, err := x.b.SourceType(d.SourceHash)
	if x.fail(err); typ == "" {
		return file{}
	}
	return file{piece{d.SourceHash, func() ([]byte, error) {
		s, err := x.b.Source(d.SourceHash)
		return s.Bytes, err
	}}, typ}
}

func (x *encoder) text(h qda.Hash) qda.Text {
	t, err := x.b.Text(h)
	x.fail(err)
	return t
}

func (x *encoder) bytes(p piece) []byte {
	b, err := p.read()
	x.fail(err)
	return b
}

func (x *encoder) fail(err error) {
	if x.err == nil {
		x.err = err
	}
}

// place puts a file into the archive under the name that a path of the project has
// for it, and under another one where that name is taken or leads elsewhere.
func (x *encoder) place(ref, instead string, p piece) (name string, moved bool) {
	name, internal := entryName(ref)
	if have, taken := x.out.sources[name]; !internal || taken && have.hash != p.hash {
		name, moved = instead, true
	}
	x.out.sources[name] = p
	return name, moved
}
