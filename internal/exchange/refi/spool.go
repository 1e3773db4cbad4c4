package refi

import (
	"bytes"
	"compress/flate"
	"io"

	"articula/internal/exchange/bundle"
)

// spool holds elements as the XML that they are written as, packed. A source with its
// selections is put there as soon as it is done, so that the trees of all of them are
// never in memory together.
type spool struct {
	packed bytes.Buffer
	z      *flate.Writer
	mended int
}

// seal makes an element fit the schema as a child of e, holds it against the schema
// and prints it. It is not looked at again.
func (e *Element) seal(k *Element, parent string, s *schema, acc *bundle.Account) error {
	typ := s.typeOf(parent, k.Name)
	s.arrange(k, typ)
	c := &conformer{schema: s, acc: acc}
	if !c.element(k, typ) {
		acc.Left(k.Name, k.label(), bundle.Why("account.element_not_standard", "the standard does not have it in this place or form; it stays with the project"))
		return nil
	}
	s.arrange(k, typ)
	check := &checker{schema: s, max: 5}
	if check.element(k, typ, parent+"/"+k.Name+"["+k.label()+"]"); len(check.faults) > 0 {
		return notValid(check.faults)
	}
	if e.done == nil {
		z, err := flate.NewWriter(nil, flate.BestSpeed)
		if err != nil {
			return err
		}
		e.done = &spool{z: z}
		z.Reset(&e.done.packed)
	}
	p := newPrinter(e.done.z)
	p.element(k, "", 2)
	e.done.mended += p.mended
	return p.Flush()
}

// finish ends what is put in.
func (s *spool) finish() error { return s.z.Close() }

// copyTo writes the XML.
func (s *spool) copyTo(w io.Writer) error {
	r := flate.NewReader(bytes.NewReader(s.packed.Bytes()))
	defer r.Close()
	_, err := io.Copy(w, r)
	return err
}
