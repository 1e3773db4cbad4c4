package oplog

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"

	"articula/internal/qda"
)

// Ref names an operation for ever, in every copy of the project: the writing
// session it was made in and its number there, from 1.
type Ref struct {
	Session qda.ID
	N       int
}

// IsZero reports whether the reference names no operation.
func (r Ref) IsZero() bool { return r == Ref{} }

// String writes the reference as session:n.
func (r Ref) String() string { return r.Session.String() + ":" + strconv.Itoa(r.N) }

// Op is one operation as it stands in the log, without its changes.
type Op struct {
	Seq     int // place in this file's log, from 1; differs between copies
	Ref     Ref
	CoderID qda.ID
	Lamport int    // logical time: larger than that of every operation its author had seen
	At      string // wall-clock time, for people only; see qda.TimeLayout
	Kind    string // "coding.add", "document.import", "undo" …
	Undoes  Ref    // for undo, redo and revert: the operation whose changes it takes back
	Hash    qda.Hash
}

// Kinds of operation that the log itself gives a meaning to.
const (
	KindUndo   = "undo"   // takes back an operation
	KindRedo   = "redo"   // takes back an undo
	KindRevert = "revert" // takes back one operation out of turn; itself undone like any other action
	KindCreate = "project.create"
	KindJoin   = "coder.join"
	// KindSnapshot names a state; naming is no part of it.
	KindSnapshot = "snapshot.add"
)

// Setup reports whether operations of the kind frame the work and are no part of
// it, so that undo and restoring pass over them.
func Setup(kind string) bool {
	return kind == KindCreate || kind == KindJoin || kind == KindSnapshot || kind == KindPacket
}

// ChainHash is the hash of an operation: of the one before it in its session, of
// its own head, and of its payload. A changed or missing operation breaks the
// chain of its session, wherever the file has been.
func ChainHash(prev qda.Hash, op Op, payload []byte) qda.Hash {
	h := sha256.New()
	h.Write(prev[:])
	h.Write(op.Ref.Session[:])
	var n [8]byte
	for _, v := range []int{op.Ref.N, op.Lamport} {
		binary.BigEndian.PutUint64(n[:], uint64(v))
		h.Write(n[:])
	}
	for _, s := range []string{op.At, op.Kind} {
		binary.BigEndian.PutUint64(n[:], uint64(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
	h.Write(op.Undoes.Session[:])
	binary.BigEndian.PutUint64(n[:], uint64(op.Undoes.N))
	h.Write(n[:])
	h.Write(payload)
	return qda.Hash(h.Sum(nil))
}

// Stacks replays the operations of one coder, in the order of the log, and gives
// what undo and redo would act on, nearest last. An undo moves an operation from
// the first list to the second, a redo moves it back, and any new action empties
// the second.
func Stacks(ops []Op) (undo, redo []Op) {
	for _, op := range ops {
		switch {
		case Setup(op.Kind):
		case op.Kind == KindUndo:
			undo = without(undo, op.Undoes)
			redo = append(redo, op)
		case op.Kind == KindRedo:
			redo = without(redo, op.Undoes)
			undo = append(undo, op)
		default:
			undo = append(undo, op)
			redo = nil
		}
	}
	return undo, redo
}

// Together gives the operations at the end of a list from [Stacks] that are taken back,
// or done again, as one: the nearest alone, or a merge with the decisions that were made
// with it. The one to begin with comes first. ops are those that the list was made of.
func Together(list, ops []Op) []Op {
	if len(list) == 0 {
		return nil
	}
	byRef := make(map[Ref]Op, len(ops))
	for _, op := range ops {
		byRef[op.Ref] = op
	}
	root := func(op Op) Op {
		for op.Kind == KindUndo || op.Kind == KindRedo {
			back, ok := byRef[op.Undoes]
			if !ok {
				break
			}
			op = back
		}
		return op
	}
	out := []Op{list[len(list)-1]}
	for i := len(list) - 2; i >= 0; i-- {
		earlier, later := root(list[i]), root(list[i+1])
		if later.Ref.N < earlier.Ref.N { // as they lie in what can be done again
			earlier, later = later, earlier
		}
		if !GoesWithMerge(later.Kind) || later.Ref.Session != earlier.Ref.Session || later.Ref.N != earlier.Ref.N+1 {
			break
		}
		out = append(out, list[i])
	}
	return out
}

func without(ops []Op, ref Ref) []Op {
	for i := len(ops) - 1; i >= 0; i-- {
		if ops[i].Ref == ref {
			return append(ops[:i:i], ops[i+1:]...)
		}
	}
	return ops
}
