package engine

import (
	"context"

	"articula/internal/exchange/table"
)

// ExportActors writes the register of actors, or those in the bin, one row for each.
func (p *Project) ExportActors(ctx context.Context, path string, binned bool, r Export) (Exported, error) {
	return p.exportTable(ctx, path, r, false, func() (table.Table, error) {
		list, err := p.listActors(ctx, binned)
		return actorTable(list), err
	})
}

// ExportRelations writes coordinations, one row for each, with the passages they rest on.
func (p *Project) ExportRelations(ctx context.Context, path string, f RelationFilter, r Export) (Exported, error) {
	return p.exportTable(ctx, path, r, false, func() (table.Table, error) {
		list, err := p.Relations(ctx, f)
		return relationTable(list), err
	})
}

func actorTable(list []ActorView) table.Table {
	return table.Table{Name: "Actors", Columns: []table.Column{
		{Name: "actor_id", Type: table.Text, Meaning: "Identity of the actor"},
		{Name: "actor", Type: table.Text, Meaning: "Name"},
		{Name: "kind", Type: table.Text, Meaning: "Ministry, agency, programme, local_body, ngo, international or other"},
		{Name: "belongs_to", Type: table.Text, Meaning: "Institution that it belongs to"},
		{Name: "names", Type: table.Text, Meaning: "Names under which texts speak of it, with their language, separated by semicolons"},
		{Name: "acronyms", Type: table.Text, Meaning: "Acronyms likewise"},
		{Name: "description", Type: table.Text, Meaning: "What it is"},
		{Name: "relations", Type: table.Integer, Meaning: "Coordinations in which it has a part"},
		{Name: "codings", Type: table.Integer, Meaning: "Codings on which it is named as the actor"},
	}, Rows: func(yield func([]any, error) bool) {
		for _, x := range list {
			var names, acronyms []string
			for _, n := range x.Names {
				s := n.Name
				if n.Lang != "" {
					s += " (" + n.Lang + ")"
				}
				if n.Acronym {
					acronyms = append(acronyms, s)
				} else {
					names = append(names, s)
				}
			}
			if !yield([]any{x.ID.String(), x.Name, string(x.Kind), x.Parent.Name, semicolons(names), semicolons(acronyms), x.Description, x.Relations, x.Codings}, nil) {
				return
			}
		}
	}}
}
