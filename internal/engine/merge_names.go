package engine

import (
	"cmp"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// nameInConflict calls a record of any kind so that a person knows what it is: by its own
// name, or by its first words and what it belongs to. It is "" where the record is not
// there, or a blind round hides it from the viewer.
func (c *catalog) nameInConflict(tx *store.Tx, entity string, id qda.ID) (string, error) {
	n := recordNames{cat: c, tx: tx, lang: c.language()}
	name := n.of(entity, id)
	return name, n.err
}

// recordNames finds what records are called; err is the first thing that failed.
type recordNames struct {
	cat  *catalog
	tx   *store.Tx
	lang string
	err  error
}

// read gives a record, or an empty one where it is not there or hidden.
func read[T qda.Record](n *recordNames, id qda.ID) (r T) {
	if n.err != nil || id.IsZero() {
		return r
	}
	var list []T
	if list, n.err = store.List[T](n.tx, store.Eq{"id": id}); len(list) > 0 {
		return list[0]
	}
	return r
}

// together joins the parts that are there.
func together(between string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, between)
}

const betweenNames = " · " // between a thing and what it belongs to

func (n *recordNames) of(entity string, id qda.ID) string {
	if id.IsZero() || n.err != nil {
		return ""
	}
	if name := n.cat.nameOfThing(entity, id); name != "" {
		if value := read[qda.FacetValue](n, id); entity == "facet_value" {
			return together(betweenNames, n.cat.facetOf[value.FacetID], name)
		}
		return name
	}
	switch entity {
	case "attribute", "choice", "attribute_value", "speaker", "case_span", "passage_language", "revision", "refused_mention", "document", "case_unit":
		return n.ofSource(entity, id)
	case "synthesis", "synthesis_row", "row_member", "dimension", "cell":
		return n.ofSynthesis(entity, id)
	case "coding", "coding_check", "qualifier", "citation", "link", "memo", "relation", "actor_name":
		return n.ofWork(entity, id)
	case "assignment":
		r := read[qda.Assignment](n, id)
		return together(betweenNames, n.cat.roundOf[r.RoundID], n.of("document", r.DocumentID), n.of("coder", r.CoderID))
	case "excerpt":
		r := read[qda.Excerpt](n, id)
		return together(betweenNames, n.cat.roundOf[r.RoundID], n.of("document", r.DocumentID))
	case "decision":
		r := read[qda.Decision](n, id)
		return together(betweenNames, n.cat.roundOf[r.RoundID], n.of("document", r.DocumentID), n.of("code", r.CodeID))
	case "label":
		r := read[qda.Label](n, id)
		return together(" ", n.of(r.Owner, r.OwnerID), inBrackets(r.Lang))
	case "translation":
		r := read[qda.Translation](n, id)
		return together(" ", n.of(r.Owner, r.OwnerID), inBrackets(r.Lang))
	case "preserved":
		r := read[qda.Preserved](n, id)
		return together(betweenNames, n.of(r.Owner, r.OwnerID), r.Element)
	case "set_member":
		r := read[qda.SetMember](n, id)
		return together(betweenNames, n.of("item_set", r.SetID), n.of(r.Target, r.TargetID))
	case "facet", "facet_value", "code", "actor", "coder", "round", "project", "codebook_version", "item_set", "saved_query", "term_group", "snapshot", "pseudonym", "identifier_answer":
		return n.own(entity, id)
	}
	return ""
}

// own gives the names of what has one of its own.
func (n *recordNames) own(entity string, id qda.ID) string {
	switch entity {
	case "facet":
		return read[qda.Facet](n, id).Name
	case "facet_value":
		return read[qda.FacetValue](n, id).Name
	case "code":
		return read[qda.Code](n, id).Name
	case "actor":
		return read[qda.Actor](n, id).Name
	case "coder":
		return read[qda.Coder](n, id).Name
	case "round":
		return read[qda.Round](n, id).Label
	case "project":
		return read[qda.Project](n, id).Title
	case "codebook_version":
		return read[qda.CodebookVersion](n, id).Label
	case "item_set":
		return read[qda.Set](n, id).Name
	case "saved_query":
		return read[qda.SavedQuery](n, id).Name
	case "term_group":
		return read[qda.TermGroup](n, id).Name
	case "snapshot":
		return read[qda.Snapshot](n, id).Name
	case "pseudonym":
		return read[qda.Pseudonym](n, id).Name
	}
	return read[qda.IdentifierAnswer](n, id).Text
}

func inBrackets(word string) string {
	if word == "" {
		return ""
	}
	return "(" + word + ")"
}

// ofSource names documents, cases and what is known of them.
func (n *recordNames) ofSource(entity string, id qda.ID) string {
	switch entity {
	case "document":
		return read[qda.Document](n, id).Title
	case "case_unit":
		return read[qda.Case](n, id).Name
	case "attribute":
		return read[qda.Attribute](n, id).Name
	case "choice":
		r := read[qda.Choice](n, id)
		return together(betweenNames, n.of("attribute", r.AttributeID), r.Name)
	case "attribute_value":
		r := read[qda.AttributeValue](n, id)
		owner := ""
		for _, kind := range []string{"case_unit", "document", "speaker"} {
			owner = cmp.Or(owner, n.of(kind, r.OwnerID))
		}
		return together(betweenNames, owner, n.of("attribute", r.AttributeID))
	case "speaker":
		r := read[qda.Speaker](n, id)
		return together(betweenNames, n.of("document", r.DocumentID), r.Name)
	case "case_span":
		r := read[qda.CaseSpan](n, id)
		return together(betweenNames, n.of("case_unit", r.CaseID), n.of("document", r.DocumentID))
	case "passage_language":
		r := read[qda.PassageLanguage](n, id)
		return together(" ", n.of("document", r.DocumentID), inBrackets(r.Lang))
	case "revision":
		return n.of("document", read[qda.Revision](n, id).DocumentID)
	}
	r := read[qda.RefusedMention](n, id)
	return together(betweenNames, n.of("actor", r.ActorID), n.of("document", r.DocumentID))
}

// ofSynthesis names the parts of a synthesis, a finding by its row and column.
func (n *recordNames) ofSynthesis(entity string, id qda.ID) string {
	switch entity {
	case "synthesis":
		r := read[qda.Synthesis](n, id)
		return n.cat.titleIn(r.ID, r.Title, n.lang)
	case "synthesis_row":
		r := read[qda.SynthesisRow](n, id)
		if name := cmp.Or(n.cat.titleIn(r.ID, r.Title, n.lang), n.of("case_unit", r.CaseID), r.Value); name != "" || r.ID.IsZero() || n.err != nil {
			return name
		}
		var members []qda.RowMember
		if members, n.err = store.List[qda.RowMember](n.tx, store.Eq{"row_id": r.ID}); n.err != nil {
			return ""
		}
		var cases []string
		for _, m := range members {
			cases = append(cases, n.of("case_unit", m.CaseID))
		}
		return together(", ", cases...)
	case "row_member":
		r := read[qda.RowMember](n, id)
		return together(betweenNames, n.of("synthesis_row", r.RowID), n.of("case_unit", r.CaseID))
	case "dimension":
		r := read[qda.Dimension](n, id)
		return cmp.Or(n.cat.titleIn(r.ID, r.Title, n.lang), n.of("code", r.CodeID))
	}
	r := read[qda.Cell](n, id)
	return together(" × ", cmp.Or(n.of("synthesis_row", r.RowID), n.of("case_unit", r.CaseID)), n.of("dimension", r.DimensionID))
}

// ofWork names codings and what people wrote and drew, by first words and ends.
func (n *recordNames) ofWork(entity string, id qda.ID) string {
	switch entity {
	case "coding":
		r := read[qda.Coding](n, id)
		return together(betweenNames, inVivoName(r.Quote), n.of("code", r.CodeID))
	case "coding_check":
		return n.of("coding", read[qda.CodingCheck](n, id).CodingID)
	case "qualifier":
		r := read[qda.Qualifier](n, id)
		return together(betweenNames, n.of(r.Owner, r.OwnerID), n.cat.facetOf[r.FacetID])
	case "citation":
		return inVivoName(read[qda.Citation](n, id).Quote)
	case "link":
		r := read[qda.Link](n, id)
		return together(" → ", inVivoName(r.From.Quote), inVivoName(r.To.Quote))
	case "memo":
		r := read[qda.Memo](n, id)
		return cmp.Or(r.Title, inVivoName(r.Body))
	case "actor_name":
		r := read[qda.ActorName](n, id)
		return together(betweenNames, n.of("actor", r.ActorID), r.Name)
	}
	r := read[qda.Relation](n, id)
	return together(" → ", n.of("actor", r.FromID), n.of("actor", r.ToID))
}

// nameReferences shows, where a field refers to a record, what that is called.
func (v *ConflictView) nameReferences(tx *store.Tx, cat *catalog) error {
	e, ok := oplog.EntityNamed(v.Entity)
	if !ok {
		return nil
	}
	i, ok := e.Column(v.Field)
	if !ok || e.Columns[i].Type != oplog.IDType {
		return nil
	}
	v.Merged = ""
	kinds := e.Columns[i].Refs
	if by := e.Columns[i].RefBy; by != "" {
		kind, err := tx.FieldText(v.Entity, v.Thing.ID, by)
		if err != nil && qda.KindOf(err) != qda.NotFound {
			return err
		}
		kinds = []string{kind}
	}
	for _, text := range []*string{&v.Shown, &v.Other, &v.Base} {
		id, err := qda.ParseID(*text)
		if err != nil {
			continue // none, or nothing that is known
		}
		for _, kind := range kinds {
			name, err := cat.nameInConflict(tx, kind, id)
			if err != nil {
				return err
			}
			if name != "" {
				*text = name
				break
			}
		}
	}
	return nil
}
