package extract

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// Parent and child talk in frames: the lengths of a head and a body in eight bytes
// each, big endian; the head as JSON; the body as it is. A request has the options
// and the file, a reply the result and its text, or an error. The parts of the
// structure, which may be very many, follow one by one, so that neither side holds
// them twice.

type request struct {
	Options Options `json:"options"`
	Task    *Task   `json:"task,omitempty"` // instead of a file
}

type reply struct {
	Result *Result `json:"result,omitempty"` // without its text and parts
	Parts  int     `json:"parts"`            // how many follow
	Error  *failed `json:"error,omitempty"`
}

// failed is a [qda.Error] on its way.
type failed struct {
	Kind  qda.Kind `json:"kind"`
	Code  string   `json:"code"`
	Text  string   `json:"text"`
	Names []string `json:"names"`
	Args  []any    `json:"args"`
	Cause string   `json:"cause"`
}

// mostHead is the most that a head may have: the pages and speakers of a long
// document fit. partBytes is what one part may have on the average, besides the
// names and labels that are copies of the text.
const (
	mostHead  = 64 << 20
	partBytes = 300
)

func writeFrame(w io.Writer, head any, body []byte) error {
	h, err := json.Marshal(head)
	if err != nil {
		return err
	}
	var lengths [16]byte
	binary.BigEndian.PutUint64(lengths[:8], uint64(len(h)))
	binary.BigEndian.PutUint64(lengths[8:], uint64(len(body)))
	for _, b := range [][]byte{lengths[:], h, body} {
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return nil
}

// readFrame reads a frame of no more than the given sizes. It takes memory for
// what arrives and not for what is announced.
func readFrame(r io.Reader, head any, mostHead, mostBody int64) ([]byte, error) {
	var lengths [16]byte
	if _, err := io.ReadFull(r, lengths[:]); err != nil {
		return nil, err
	}
	h, b := binary.BigEndian.Uint64(lengths[:8]), binary.BigEndian.Uint64(lengths[8:])
	if h > uint64(mostHead) || b > uint64(mostBody) {
		return nil, fmt.Errorf("%w: %d and %d bytes announced", errAnswer, h, b)
	}
	raw, err := readExactly(r, int64(h))
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(head); err != nil {
		return nil, fmt.Errorf("%w: %w", errAnswer, err)
	}
	return readExactly(r, int64(b))
}

func readExactly(r io.Reader, n int64) ([]byte, error) {
	var buf bytes.Buffer
	buf.Grow(int(min(n, 1<<20)))
	got, err := io.Copy(&buf, io.LimitReader(r, n))
	if err == nil && got < n {
		err = io.ErrUnexpectedEOF
	}
	return buf.Bytes(), err
}

// readReply reads what the child says of a file, and believes nothing that
// [Check] does not confirm. Only an error that the child reports is a saidError.
func readReply(r io.Reader, o Options) (Result, error) {
	var a reply
	in := bufio.NewReaderSize(r, 1<<16)
	text, err := readFrame(in, &a, mostHead, int64(o.Limits.TextBytes)+1<<20)
	switch {
	case err != nil:
		return Result{}, err
	case a.Error != nil:
		return Result{}, &saidError{a.Error.error()}
	case a.Result == nil, a.Parts < 0, a.Parts > o.Limits.Parts:
		return Result{}, errAnswer
	}
	a.Result.Text = string(text)
	dec := json.NewDecoder(io.LimitReader(in, int64(a.Parts)*partBytes+int64(len(text))*2))
	for range a.Parts {
		var p qda.Part
		if err := dec.Decode(&p); err != nil {
			return Result{}, fmt.Errorf("%w: %w", errAnswer, err)
		}
		a.Result.Structure.Parts = append(a.Result.Structure.Parts, p)
	}
	if err := Check(*a.Result); err != nil {
		return Result{}, fmt.Errorf("%w: %w", errAnswer, err)
	}
	return *a.Result, nil
}

// answer is the frame for the outcome of reading a file.
func answer(w io.Writer, res Result, err error) error {
	if err != nil {
		return writeFrame(w, reply{Error: failing(err)}, nil)
	}
	parts := res.Structure.Parts
	res.Structure.Parts = nil
	out := bufio.NewWriterSize(w, 1<<16)
	if err := writeFrame(out, reply{Result: &res, Parts: len(parts)}, []byte(res.Text)); err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for i := range parts {
		if err := enc.Encode(&parts[i]); err != nil {
			return err
		}
	}
	return out.Flush()
}

func failing(err error) *failed {
	e := qda.AsError(err)
	f := &failed{Kind: e.Kind, Code: e.Code, Text: e.Text}
	for _, a := range e.Args {
		f.Names, f.Args = append(f.Names, a.Name), append(f.Args, a.Value)
	}
	if e.Cause != nil {
		f.Cause = textpos.Normalise(e.Cause.Error())
	}
	return f
}

func (f *failed) error() error {
	e := &qda.Error{Kind: f.Kind, Code: f.Code, Text: f.Text}
	for i := range min(len(f.Names), len(f.Args)) {
		v := f.Args[i]
		if n, ok := v.(json.Number); ok {
			v = any(n.String())
			if whole, err := n.Int64(); err == nil {
				v = whole
			}
		}
		e.Args = append(e.Args, qda.Arg{Name: f.Names[i], Value: v})
	}
	if f.Cause != "" {
		e.Cause = fmt.Errorf("%s", f.Cause)
	}
	return e
}
