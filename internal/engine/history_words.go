package engine

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// told is what an action did: a sentence and what it is filled with.
type told struct {
	key  string
	args map[string]string
}

// sentence says in English what an action did.
func (t told) sentence() string {
	args := t.args
	if t.key == "memo.edit" { // people call it so; the window has its own words for columns
		args = maps.Clone(args)
		args["fields"] = strings.Replace(args["fields"], "body", "text", 1)
	}
	if one, ok := ofOne[t.key]; ok && t.args["n"] == "1" {
		return fill(one, args)
	}
	return fill(sentences[t.key], args)
}

func fill(template string, args map[string]string) string {
	pairs := make([]string, 0, 2*len(args))
	for k, v := range args {
		pairs = append(pairs, "{"+k+"}", v)
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// sentence finds the words for an action.
func sentence(tx *store.Tx, cat *catalog, op oplog.Op, changes []oplog.Change) (told, error) {
	main := mainEntity(op.Kind)
	args := map[string]string{"kind": op.Kind}
	var names, fields, codes, documents []string
	quote, on := "", map[string]bool{}
	var findings []oplog.Change
	for _, c := range changes {
		if op.Kind == "code.merge" && sets(c, "merged_into") {
			names = add(names, nameOf(cat, c))
		}
		if main != "" && c.Entity.Name != main {
			continue
		}
		of, err := about(tx, op.Kind, c)
		if err != nil {
			return told{}, err
		}
		on[of] = true
		name := nameOf(cat, c)
		switch c.Entity.Name {
		case "memo":
			if name, err = memoName(tx, c); err != nil {
				return told{}, err
			}
		case "cell":
			findings = append(findings, c)
		}
		names = add(names, name)
		for _, f := range c.Fields {
			if column := c.Entity.Columns[f.Column].Name; column != "changed_at" {
				fields = add(fields, strings.ReplaceAll(column, "_", " "))
			}
		}
		for _, column := range []string{"statement", "from_quote"} {
			if i, ok := c.Entity.Column(column); ok && c.Row != nil {
				quote = inVivoName(c.Row[i].Str)
			}
		}
		if c.Entity.Name == "coding" && c.Row != nil {
			var k qda.Coding
			c.Entity.Fill(&k, c.Row)
			quote = inVivoName(k.Quote)
			if node := cat.tree.Node(k.CodeID); node != nil {
				codes = add(codes, node.Path())
			}
			if d := cat.docOf[k.DocumentID]; d != nil {
				documents = add(documents, d.Title)
			}
		}
	}
	delete(on, "")
	n := len(on)
	for _, c := range changes {
		if of, ok := cat.labelled(c); ok && of.Entity == main && of.Field != statementOfField {
			fields = add(fields, strings.ReplaceAll(of.Field, "_", " ")+" ("+of.Lang+")")
			if owner, known := oplog.EntityNamed(of.Entity); known && n == 0 {
				names = add(names, cmp.Or(nameOf(cat, oplog.Change{Entity: owner, ID: of.ID}), labelText(c)))
			}
		}
	}
	args["n"] = fmt.Sprint(n)
	args["names"], args["fields"], args["code"], args["document"], args["quote"] = few(names), few(fields), few(codes), few(documents), quote
	if len(names) > 0 {
		args["name"] = names[0]
	}
	key := op.Kind
	if args["why"] = whyUnlocked(changes); op.Kind == "round.unlock" && args["why"] != "" {
		key += ".why"
	}
	switch {
	case n > 1 && sentences[key+".many"] != "":
		if key += ".many"; key == "cell.status.many" {
			args["status"] = statusSet(changes...)
		}
	case len(findings) == 1:
		var err error
		if key, err = tellFinding(tx, cat, key, findings[0], args); err != nil {
			return told{}, err
		}
	}
	s := sentences[key]
	for _, of := range []string{"name", "place"} {
		if s == "" || args[of] == "" && strings.Contains(s, "{"+of+"}") { // nothing tells what it is about
			key = "other"
		}
	}
	for name := range args {
		if !strings.Contains(sentences[key], "{"+name+"}") {
			delete(args, name)
		}
	}
	return told{key, args}, nil
}

// labelText is what a changed text in another language says, or said.
func labelText(c oplog.Change) string {
	i, ok := c.Entity.Column("text")
	if !ok {
		return ""
	}
	if c.Row != nil {
		return c.Row[i].Str
	}
	for _, f := range c.Fields {
		if f.Column == i {
			return f.New.Str
		}
	}
	return ""
}

// whyUnlocked finds the reason that was given for lifting the blindness of a round.
func whyUnlocked(changes []oplog.Change) string {
	for _, c := range changes {
		for _, f := range c.Fields {
			if c.Entity.Name == "round" && c.Entity.Columns[f.Column].Name == "plan" {
				var plan roundPlan
				json.Unmarshal([]byte(f.New.Str), &plan) // a plan that cannot be read gives no reason
				return plan.Unlock
			}
		}
	}
	return ""
}

// mainEntity is the kind of record that an action is about.
func mainEntity(kind string) string {
	area, verb, _ := strings.Cut(kind, ".")
	switch {
	case kind == "code.merge":
		return "coding"
	case kind == "coding.check":
		return "coding_check"
	case kind == "codebook.import":
		return "code"
	case kind == "round.plan":
		return "assignment"
	case kind == "adjudicate", kind == "adjudicate.explain", kind == "adjudicate.withdraw":
		return "decision"
	case kind == "adjudicate.merge":
		return "coding"
	case kind == "codebook.version":
		return "codebook_version"
	case kind == "project.restore", kind == "project.import":
		return ""
	case verb == "facet":
		return ""
	case area == "case":
		return "case_unit"
	case area == "query":
		return "saved_query"
	case area == "terms":
		return "term_group"
	case area == "mention":
		return "refused_mention"
	case area == "identifier":
		return "identifier_answer"
	case kind == "pseudonym.permanent":
		return ""
	}
	return area
}

// nameOf gives a record's name as the log has it, or as it is now.
func nameOf(cat *catalog, c oplog.Change) string {
	for _, column := range []string{"title", "name", "label"} {
		if i, ok := c.Entity.Column(column); ok && c.Row != nil && c.Row[i].Str != "" {
			return c.Row[i].Str
		}
	}
	switch c.Entity.Name {
	case "document":
		if d := cat.docOf[c.ID]; d != nil {
			return d.Title
		}
	case "code":
		if n := cat.tree.Node(c.ID); n != nil {
			return n.Path()
		}
	case "case_unit":
		return cat.cases.path(c.ID)
	case "round":
		if name := cat.roundOf[c.ID]; name != "" {
			return name
		}
	case "coder":
		return cat.coderOf[c.ID]
	case "actor":
		if name := cat.actorOf[c.ID]; name != "" {
			return name
		}
	}
	if i, ok := c.Entity.Column("body"); ok && c.Row != nil {
		return inVivoName(c.Row[i].Str)
	}
	for _, f := range c.Fields {
		if name := c.Entity.Columns[f.Column].Name; name == "title" || name == "name" || name == "body" {
			return inVivoName(f.New.Str)
		}
	}
	return ""
}

// sets reports whether a change writes a column of a record that was there before.
func sets(c oplog.Change, column string) bool {
	i, ok := c.Entity.Column(column)
	return ok && slices.ContainsFunc(c.Fields, func(f oplog.Field) bool { return f.Column == i })
}

func add(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// few lists up to four names and says how many more there are.
func few(list []string) string {
	const most = 4
	if len(list) <= most {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
}
