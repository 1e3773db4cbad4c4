package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/store"
)

// AttributeTable is everything that can have attributes of one scope, beside what is
// said of it: rows are cases, documents or speakers, columns are the attributes.
type AttributeTable struct {
	Scope   qda.Scope       `json:"scope"`
	Columns []AttributeView `json:"columns"`
	Rows    []AttributeRow  `json:"rows"`
}

// AttributeRow is one case, document or speaker.
type AttributeRow struct {
	Owner  qda.ID          `json:"owner" ts_type:"string"`
	Name   string          `json:"name"`
	Detail string          `json:"detail"` // the cases above it, the kind of the document, or the document of the speaker
	Cells  []AttributeCell `json:"cells"`  // one for each column
}

// AttributeCell is what is held there.
type AttributeCell struct {
	ID        qda.ID `json:"id" ts_type:"string"` // of the value that is held; none where there is none
	Value     string `json:"value"`
	Citations int    `json:"citations"` // on which it rests
	Binned    int    `json:"binned"`    // more of documents in the bin
	Contested int    `json:"contested"` // other values beside it that are not rejected
}

// AttributeTable reads the table of a scope, rows in their own order.
func (p *Project) AttributeTable(ctx context.Context, scope qda.Scope) (AttributeTable, error) {
	out := AttributeTable{Scope: scope, Columns: []AttributeView{}, Rows: []AttributeRow{}}
	if !slices.Contains([]qda.Scope{qda.OnCase, qda.OnDocument, qda.OnSpeaker}, scope) {
		return out, qda.E(qda.Invalid, "attribute.scope", "An attribute describes cases, documents or speakers. Nothing was changed.")
	}
	all, err := p.Attributes(ctx)
	if err != nil {
		return out, err
	}
	for _, a := range all {
		if a.Scope == scope {
			out.Columns = append(out.Columns, a)
		}
	}
	err = p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		cited, err := citationsOf(tx, "attribute_value")
		if err != nil {
			return err
		}
		cited = cat.citedOnce(cited)
		for _, r := range cat.owners(scope) {
			for _, a := range out.Columns {
				r.Cells = append(r.Cells, cat.attributeCell(r.Owner, a.ID, cited))
			}
			out.Rows = append(out.Rows, r)
		}
		return nil
	})
	return out, err
}

// owners lists what attributes of a scope can describe.
func (c *catalog) owners(scope qda.Scope) []AttributeRow {
	var out []AttributeRow
	if scope == qda.OnCase {
		for _, k := range c.cases.list {
			if !c.cases.binned[k.ID] {
				above := c.cases.byID[k.ParentID]
				detail := ""
				if above != nil {
					detail = c.cases.path(above.ID)
				}
				out = append(out, AttributeRow{Owner: k.ID, Name: k.Name, Detail: detail, Cells: []AttributeCell{}})
			}
		}
		return out
	}
	for _, d := range c.documents {
		switch {
		case d.DeletedAt != "":
		case scope == qda.OnDocument:
			out = append(out, AttributeRow{Owner: d.ID, Name: d.Title, Detail: string(d.Kind), Cells: []AttributeCell{}})
		default:
			for _, s := range c.speakers[d.ID] {
				out = append(out, AttributeRow{Owner: s.ID, Name: s.Name, Detail: d.Title, Cells: []AttributeCell{}})
			}
		}
	}
	return out
}

func (c *catalog) attributeCell(owner, attribute qda.ID, cited map[qda.ID][]qda.Citation) (cell AttributeCell) {
	for _, v := range c.held[owner] {
		switch {
		case v.AttributeID != attribute:
		case v.Status == ValueHeld:
			cell.ID, cell.Value, cell.Citations = v.ID, v.Value, len(c.standingOf(cited[v.ID]))
			cell.Binned = len(cited[v.ID]) - cell.Citations
		case v.Status == ValueContested:
			cell.Contested++
		}
	}
	return cell
}

// read is a value as people read it: on pages, a permitted one in their language.
func (a AttributeView) read(value string, r Export) string {
	for _, c := range a.Choices {
		if r.Format == "html" && c.Name == value {
			return orElse(c.Names[r.Lang], value)
		}
	}
	return value
}

// ExportAttributes writes the table of a scope: a column for what stands above a row,
// one for its name and one for each attribute, numbers and truth values as such.
func (p *Project) ExportAttributes(ctx context.Context, path string, scope qda.Scope, r Export) (Exported, error) {
	return p.exportTable(ctx, path, r, false, func() (table.Table, error) { return p.attributeSheet(ctx, scope, r) })
}

// attributeSheet is that table as it is written.
func (p *Project) attributeSheet(ctx context.Context, scope qda.Scope, r Export) (table.Table, error) {
	t, err := p.AttributeTable(ctx, scope)
	if err != nil {
		return table.Table{}, err
	}
	sheet := table.Table{Name: title(string(scope) + "s"), Columns: []table.Column{
		{Name: string(scope), Type: table.Text, Meaning: "Its name"},
		{Name: detailName(scope, t.Columns), Type: table.Text, Meaning: "Where it belongs"},
	}}
	for _, a := range t.Columns {
		sheet.Columns = append(sheet.Columns, table.Column{Name: a.Name, Type: attributeType(a.Type), Meaning: "{definition}", Args: []string{"definition", a.Definition}, Heading: orElse(a.Names[r.Lang], a.Name)})
	}
	sheet.Rows = func(yield func([]any, error) bool) {
		for _, row := range t.Rows {
			line := []any{row.Name, row.Detail}
			for i, c := range row.Cells {
				var held []string
				if c.Value != "" {
					held = []string{t.Columns[i].read(c.Value, r)}
				}
				line = append(line, typed(t.Columns[i].Type, held))
			}
			if !yield(line, nil) {
				return
			}
		}
	}
	return sheet, nil
}

// detailName is a name for the column of details that no attribute has.
func detailName(scope qda.Scope, columns []AttributeView) string {
	name := map[qda.Scope]string{qda.OnCase: "below", qda.OnDocument: "kind", qda.OnSpeaker: "document"}[scope]
	for slices.ContainsFunc(columns, func(a AttributeView) bool { return codebook.Fold(a.Name) == codebook.Fold(name) }) {
		name += "_"
	}
	return name
}

// Misfit is a value in use that would not fit a change of its attribute.
type Misfit struct {
	ID     qda.ID `json:"id" ts_type:"string"` // of the value
	Owner  Ref    `json:"owner"`
	Value  string `json:"value"`
	Status string `json:"status"`
	Reason string `json:"reason"`
}

// AttributeMisfits says which values would not fit an attribute if it were changed so.
// Nothing is changed.
func (p *Project) AttributeMisfits(ctx context.Context, r SaveAttribute) ([]Misfit, error) {
	out := []Misfit{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		before, err := newWorld(p, tx, cat).choices(r.ID)
		if err != nil {
			return err
		}
		renamed := map[string]string{}
		var after []qda.Choice
		for _, c := range r.Choices {
			name := strings.TrimSpace(c.Name)
			after = append(after, qda.Choice{Name: name})
			for _, b := range before {
				if b.ID == c.ID && b.Name != name {
					renamed[b.Name] = name
				}
			}
		}
		a := qda.Attribute{ID: r.ID, Name: r.Name, Scope: r.Scope, Type: r.Type}
		for _, owner := range cat.owners(r.Scope) {
			for _, v := range cat.held[owner.Owner] {
				if v.AttributeID != r.ID {
					continue
				}
				value := v.Value
				if to, ok := renamed[value]; ok && r.Type == qda.ChoiceValue {
					value = to
				}
				if _, err := checkValue(a, after, value); err != nil {
					out = append(out, Misfit{ID: v.ID, Owner: Ref{owner.Owner, owner.Name}, Value: v.Value, Status: v.Status, Reason: qda.AsError(err).Message()})
				}
			}
		}
		return nil
	})
	return out, err
}

// MoveAttribute puts an attribute behind another one of its scope; none is the first
// place.
func (p *Project) MoveAttribute(ctx context.Context, id, after qda.ID) error {
	_, err := p.update(ctx, "attribute.edit", func(tx *store.Tx) error {
		a, err := attribute(tx, id)
		if err != nil {
			return err
		}
		all, err := store.List[qda.Attribute](tx, store.Eq{})
		if err != nil {
			return err
		}
		if a.Pos, err = posAfter(all, id, after, qda.Attribute.Key, func(x qda.Attribute) string { return x.Pos }); err != nil {
			return err
		}
		return store.Save(tx, a)
	})
	return err
}

// MoveFacet puts a facet behind another one; none is the first place.
func (p *Project) MoveFacet(ctx context.Context, id, after qda.ID) error {
	_, err := p.update(ctx, "facet.edit", func(tx *store.Tx) error {
		f, err := store.Get[qda.Facet](tx, id)
		if qda.KindOf(err) == qda.NotFound {
			return noFacet(id)
		}
		if err != nil {
			return err
		}
		all, err := store.List[qda.Facet](tx, store.Eq{})
		if err != nil {
			return err
		}
		if f.Pos, err = posAfter(all, id, after, qda.Facet.Key, func(x qda.Facet) string { return x.Pos }); err != nil {
			return err
		}
		return store.Save(tx, f)
	})
	return err
}
