package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
)

// FillBig gives an empty project what the performance of counting is measured with:
// documents of two hundred codings each, cases of equally many documents, codes in a
// tree of three levels, a facet value on every second coding, an attribute "type" with
// five values on every case, and a synthesis of every case with ten codes, all of whose
// cells are written.
func (p *Project) FillBig(ctx context.Context, codings, codes, cases int) (synthesis qda.ID, err error) {
	r := rand.New(rand.NewPCG(1, 2))
	perDocument := 200
	var codeIDs, caseIDs, docIDs []qda.ID
	var value, facet qda.ID
	text := strings.Repeat("The council meets the ministry every month. ", 1500)
	length := len(text)
	_, err = p.update(ctx, "codebook.import", func(tx *store.Tx) error {
		pos := qda.OrderKeys("", codes)
		for i := range codes {
			c := qda.Code{ID: tx.NewID(), Pos: pos[i], Name: fmt.Sprintf("code %d", i), CreatedAt: tx.Now()}
			if i >= 10 {
				c.ParentID = codeIDs[i%10]
			}
			if i >= 70 {
				c.ParentID = codeIDs[10+i%60]
			}
			codeIDs = append(codeIDs, c.ID)
			if err := store.Put(tx, c); err != nil {
				return err
			}
		}
		facet = tx.NewID()
		value = tx.NewID()
		if err := store.Put(tx, qda.Facet{ID: facet, Name: "level", Pos: "a"}); err != nil {
			return err
		}
		if err := store.Put(tx, qda.FacetValue{ID: value, FacetID: facet, Name: "local", Pos: "a"}); err != nil {
			return err
		}
		attr := qda.Attribute{ID: tx.NewID(), Name: "type", Scope: qda.OnCase, Type: qda.TextValue, Pos: "a"}
		if err := store.Put(tx, attr); err != nil {
			return err
		}
		pos = qda.OrderKeys("", cases)
		for i := range cases {
			k := qda.Case{ID: tx.NewID(), Name: fmt.Sprintf("case %d", i), Kind: "case", Pos: pos[i]}
			caseIDs = append(caseIDs, k.ID)
			if err := store.Put(tx, k); err != nil {
				return err
			}
			v := qda.AttributeValue{ID: tx.NewID(), AttributeID: attr.ID, OwnerID: k.ID, Value: fmt.Sprint("type ", i%5), Status: "held", CoderID: tx.Viewer(), At: tx.Now()}
			if err := store.Put(tx, v); err != nil {
				return err
			}
		}
		pos = qda.OrderKeys("", codings/perDocument)
		for i := range codings / perDocument {
			body := fmt.Sprintf("%06d ", i) + text
			var parts []qda.Part
			for at := 0; at+600 < length; at += 600 {
				parts = append(parts, qda.Part{Kind: qda.Turn, Span: qda.Span{Start: at, End: at + 600}, Speaker: "P"})
			}
			content := store.NewContent(body, qda.Structure{Parts: parts}, "text/plain", nil)
			if err := tx.PutContent(content); err != nil {
				return err
			}
			d := qda.Document{ID: tx.NewID(), Title: fmt.Sprintf("document %d", i), Kind: qda.DocumentKinds()[i%9], Date: fmt.Sprint(2000 + i%20), TextHash: content.Text.Hash, StructureHash: store.StructureHash(content.Structure), Pos: pos[i], CreatedAt: tx.Now()}
			docIDs = append(docIDs, d.ID)
			if err := store.Put(tx, d); err != nil {
				return err
			}
			if err := linkCase(tx, caseIDs[i%cases], d.ID, true); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return synthesis, err
	}
	_, err = p.update(ctx, "coding.bulk", func(tx *store.Tx) error {
		round, err := roundFor(tx, qda.ID{})
		if err != nil {
			return err
		}
		for _, id := range docIDs {
			d, err := store.Get[qda.Document](tx, id)
			if err != nil {
				return err
			}
			at := 0
			for i := range perDocument {
				at += 1 + r.IntN(300)
				c := qda.Coding{ID: tx.NewID(), DocumentID: id, TextHash: d.TextHash, CodeID: codeIDs[r.IntN(codes)], CoderID: tx.Viewer(), RoundID: round, Span: qda.Span{Start: at, End: at + 40 + r.IntN(400)}, CreatedAt: tx.Now()}
				c.Quote = "The council meets."
				if err := store.Put(tx, c); err != nil {
					return err
				}
				if i%2 == 0 {
					if err := store.Put(tx, qda.Qualifier{ID: tx.NewID(), OwnerID: c.ID, Owner: "coding", FacetID: facet, ValueID: value}); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		return synthesis, err
	}
	if synthesis, err = p.SaveSynthesis(ctx, SaveSynthesis{Title: "S"}); err != nil {
		return synthesis, err
	}
	cat, err := p.names(ctx)
	if err != nil {
		return synthesis, err
	}
	_, err = p.update(ctx, "cell.write", func(tx *store.Tx) error {
		for i, pos := range qda.OrderKeys("", 10) {
			d := qda.Dimension{ID: tx.NewID(), SynthesisID: synthesis, Title: fmt.Sprint(i), Kind: DimensionCode, CodeID: codeIDs[i], Pos: pos}
			if err := store.Put(tx, d); err != nil {
				return err
			}
			for _, k := range caseIDs {
				c := qda.Cell{ID: tx.NewID(), DimensionID: d.ID, CaseID: k, Statement: "Said.", Status: FindingDraft, Evidence: "{}"}
				if err := store.Put(tx, c); err != nil {
					return err
				}
				if err := p.recordEvidence(tx, cat, c); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return synthesis, err
}
