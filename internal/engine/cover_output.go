package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"articula/internal/exchange/graph"
	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/report"
	"articula/internal/store"
)

// coverFor prepares the cover of something that is written, and refuses one for
// publication while something in the project has not been answered.
func (p *Project) coverFor(ctx context.Context, s Sharing) (c *cover, err error) {
	err = p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		c, err = p.coverOver(tx, cat, s, nil)
		return err
	})
	return c, err
}

// coverOver is coverFor for what only holds some documents; nil is all.
func (p *Project) coverOver(tx *store.Tx, cat *catalog, s Sharing, documents map[qda.ID]bool) (*cover, error) {
	c, err := newCover(tx, s)
	if err != nil || c == nil || !s.takes("answers") {
		return c, err
	}
	found, err := p.scanIdentifiers(tx, cat, documents)
	if err != nil {
		return nil, err
	}
	open := 0
	for _, f := range found {
		if f.Answer == "" {
			open++
		}
	}
	if open > 0 {
		return nil, qda.E(qda.Conflict, "sharing.unanswered", "{n} words that may tell who somebody is have no answer yet. Nothing was written. Scan for names and answer each, or choose another profile.", "n", open)
	}
	return c, nil
}

// opaque are columns that hold no words.
func opaque(name string) bool {
	return strings.HasSuffix(name, "_hash") || name == "created"
}

// table covers a table: its cells, the names of its columns, and its columns.
func (c *cover) table(t table.Table) table.Table {
	if c == nil {
		return t
	}
	out := table.Table{Name: c.words(t.Name), Heat: t.Heat, Lang: t.Lang, Title: c.words(t.Title)}
	var kept []int
	used := map[string]bool{}
	for i, col := range t.Columns {
		if c.takes("files") && col.Name == "file_name" || c.takes("memos") && col.Name == "memo" {
			continue
		}
		kept = append(kept, i)
		name := c.said(col.Name)
		for n := 2; used[name]; n++ {
			name = fmt.Sprintf("%s_%d", c.said(col.Name), n)
		}
		used[name] = true
		out.Columns = append(out.Columns, table.Column{Name: name, Type: col.Type, Meaning: c.words(col.Meaning), Heading: c.said(col.Heading), Marks: col.Marks})
	}
	if t.Rows == nil {
		return out
	}
	out.Rows = func(yield func([]any, error) bool) {
		for row, err := range t.Rows {
			if err != nil {
				yield(nil, err)
				return
			}
			next := make([]any, len(kept))
			for j, i := range kept {
				next[j] = row[i]
				if s, ok := row[i].(string); ok {
					switch name := t.Columns[i].Name; {
					case strings.HasSuffix(name, "_id") || name == "id":
						next[j] = c.mark(s)
					case name == "created":
						next[j] = c.moment(s)
					case name == "quote":
						next[j] = c.words(s)
					case !opaque(name):
						next[j] = c.said(s)
					}
				}
			}
			if !yield(next, nil) {
				return
			}
		}
	}
	return out
}

func (c *cover) tables(list []table.Table) []table.Table {
	if c == nil {
		return list
	}
	out := make([]table.Table, len(list))
	for i, t := range list {
		out[i] = c.table(t)
	}
	return out
}

// document covers a report.
func (c *cover) document(d report.Document) report.Document {
	if c == nil {
		return d
	}
	d.Title, d.Subtitle = c.said(d.Title), c.said(d.Subtitle)
	d.Blocks = slices.Clone(d.Blocks)
	for i, b := range d.Blocks {
		switch {
		case b.Heading != nil:
			d.Blocks[i].Heading = &report.Heading{Level: b.Heading.Level, Text: c.said(b.Heading.Text)}
		case b.Text != nil:
			d.Blocks[i].Text = &report.Text{Runs: c.runs(b.Text.Runs)}
		case b.Table != nil:
			t := *b.Table
			t.Caption, t.Head, t.Rows = c.said(t.Caption), slices.Clone(t.Head), slices.Clone(t.Rows)
			for j := range t.Head {
				t.Head[j] = c.said(t.Head[j])
			}
			for j := range t.Rows {
				t.Rows[j] = slices.Clone(t.Rows[j])
				for k, cell := range t.Rows[j] {
					next := make(report.Cell, len(cell))
					for l, text := range cell {
						next[l] = report.Text{Runs: c.runs(text.Runs)}
					}
					t.Rows[j][k] = next
				}
			}
			d.Blocks[i].Table = &t
		case b.Picture != nil:
			d.Blocks[i].Picture = c.drawn(b.Picture)
		}
	}
	return d
}

// runs covers a paragraph. A name may begin in one run and end in another, so it is
// replaced in the whole, and what stands for it takes the style of where it begins.
func (c *cover) runs(list []report.Run) []report.Run {
	var whole strings.Builder
	for _, r := range list {
		whole.WriteString(r.Text)
	}
	out := slices.Clone(list)
	for i, r := range out {
		out[i].Text = c.said(r.Text)
		out[i].Quotes = slices.Clone(r.Quotes)
		for j, q := range out[i].Quotes {
			out[i].Quotes[j] = c.quote(q)
		}
	}
	covered := c.said(whole.String())
	joined := ""
	for _, r := range out {
		joined += r.Text
	}
	if len(c.matcher("").Find(joined)) == 0 {
		return out
	}
	first := out[0] // a name runs over the edge of two runs: their styles give way
	first.Text = covered
	for _, r := range out[1:] {
		first.Quotes = append(first.Quotes, r.Quotes...)
	}
	return []report.Run{first}
}

// quote covers a quotation with what stands beside it, in which a name may begin.
func (c *cover) quote(q report.Quote) report.Quote {
	t := c.covered(q.Lang, q.Before+q.Text+q.After)
	from, to := len([]rune(q.Before)), len([]rune(q.Before+q.Text))
	span := t.shown(qda.Span{Start: from, End: to})
	if to == from {
		return report.Quote{Lang: q.Lang, Role: c.said(q.Role)}
	}
	q.Before, q.Text, q.After = t.ix.Slice(qda.Span{End: span.Start}), t.ix.Slice(span), t.ix.Slice(qda.Span{Start: span.End, End: t.ix.Len()})
	q.Source, q.Role, q.Translation, q.TransNote = c.said(q.Source), c.said(q.Role), c.words(q.Translation), c.said(q.TransNote)
	return q
}

// drawn covers a picture of whatever kind.
func (c *cover) drawn(pic report.Picture) report.Picture {
	switch pic := pic.(type) {
	case report.Network:
		return c.picture(pic)
	case report.Bars:
		return c.bars(pic)
	}
	panic(fmt.Sprintf("a %T is not covered", pic))
}

func (c *cover) bars(b report.Bars) report.Bars {
	if c == nil {
		return b
	}
	b.Title, b.Description, b.PartsHead, b.Parts, b.Rows = c.said(b.Title), c.said(b.Description), c.said(b.PartsHead), slices.Clone(b.Parts), slices.Clone(b.Rows)
	for i := range b.Parts {
		b.Parts[i].Name = c.said(b.Parts[i].Name)
	}
	for i := range b.Rows {
		b.Rows[i].Name = c.said(b.Rows[i].Name)
	}
	return b
}

func (c *cover) picture(n report.Network) report.Network {
	if c == nil {
		return n
	}
	n.Title, n.Description, n.Nodes, n.Edges = c.words(n.Title), c.words(n.Description), slices.Clone(n.Nodes), slices.Clone(n.Edges)
	for i := range n.Nodes {
		n.Nodes[i].Name, n.Nodes[i].Label = c.words(n.Nodes[i].Name), c.words(n.Nodes[i].Label)
	}
	for i := range n.Edges {
		n.Edges[i].Tooltip = c.words(n.Edges[i].Tooltip)
	}
	n.Mechanism, n.Level, n.Levels = c.words(n.Mechanism), c.words(n.Level), slices.Clone(n.Levels)
	for i := range n.Levels {
		n.Levels[i].Name = c.words(n.Levels[i].Name)
	}
	return n
}

func (c *cover) network(n graph.Network) graph.Network {
	if c == nil {
		return n
	}
	n.Title, n.Nodes, n.Edges = c.said(n.Title), slices.Clone(n.Nodes), slices.Clone(n.Edges)
	for i := range n.Edges {
		e := &n.Edges[i]
		e.ID, e.From, e.To = c.mark(e.ID), c.mark(e.From), c.mark(e.To)
		e.Case, e.Note, e.Passages = c.words(e.Case), c.said(e.Note), c.words(e.Passages)
	}
	for i := range n.Nodes {
		n.Nodes[i].ID, n.Nodes[i].Name, n.Nodes[i].Label = c.mark(n.Nodes[i].ID), c.words(n.Nodes[i].Name), c.words(n.Nodes[i].Label)
	}
	return n
}
