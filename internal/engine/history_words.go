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

// sentences say what each kind of action did. A key with ".many" is for several
// things at once.
var sentences = map[string]string{
	"hidden":               "worked on documents of a blind round",
	"project.create":       "made the project {name}",
	"project.edit":         "changed the {fields} of the project",
	"project.restore":      "brought the project back to an earlier state ({n} changes)",
	"project.import":       "took over the work of another program ({n} records)",
	"coder.join":           "joined the project",
	"document.import":      "imported {name}",
	"document.import.many": "imported {n} documents: {names}",
	"document.edit":        "changed the {fields} of {name}",
	"document.bin":         "put {names} into the bin",
	"document.restore":     "fetched {names} from the bin",
	"document.revise":      "replaced the text of {name}",
	"speaker.edit":         "changed what is known of the speaker {name}",
	"code.add":             "added the code {name}",
	"code.edit":            "changed the {fields} of the code {name}",
	"code.move":            "moved the code {names}",
	"code.bin":             "put the code {names} into the bin",
	"code.restore":         "fetched the code {names} from the bin",
	"code.split":           "split the code {name} off another one ({n} codings)",
	"code.merge":           "merged {names} into another code ({n} codings)",
	"codebook.import":      "took over a codebook of {n} codes",
	"codebook.version":     "froze the codebook as {name}",
	"facet.edit":           "changed the facets",
	"coding.add":           "coded “{quote}” in {document} with {code}",
	"coding.add.many":      "made {n} codings with {code} in {document}",
	"coding.bulk":          "coded {n} passages with {code} in {document}",
	"coding.in_vivo":       "made the code {code} of “{quote}” in {document}",
	"coding.remove":        "took away a coding with {code} in {document}",
	"coding.remove.many":   "took away {n} codings with {code} in {document}",
	"coding.resize":        "changed the ends of a coding",
	"coding.recode":        "gave {n} codings another code",
	"coding.facet":         "changed facets of {n} codings",
	"coding.check":         "said of {n} codings that they still hold",
	"coding.weigh":         "weighed a coding",
	"memo.add":             "wrote a memo: {name}",
	"memo.edit":            "changed the {fields} of the memo “{name}”",
	"memo.remove":          "deleted a memo: {name}",
	"round.add":            "began the round {name}",
	"case.add":             "added the case {name}",
	"case.edit":            "changed the case {name}",
	"case.link":            "linked documents and cases",
	"case.move":            "moved the case {name}",
	"case.merge":           "merged cases into another one: {names}",
	"case.bin":             "put the case {names} into the bin",
	"case.restore":         "fetched the case {names} from the bin",
	"attribute.add":        "added the attribute {name}",
	"attribute.edit":       "changed attributes",
	"attribute.remove":     "deleted the attribute {name} with its values",
	"attribute.value":      "set values of attributes",
	"coder.edit":           "changed what is known of the coder {name}",
	"round.plan":           "planned who codes what ({n} assignments)",
	"round.unlock":         "lifted the blindness of a round early",
	"round.unlock.why":     "lifted the blindness of {name} early: “{why}”",
	"assignment.state":     "finished or reopened documents of a round",
	"actor.add":            "added the actor {name}",
	"actor.add.many":       "added {n} actors: {names}",
	"actor.edit":           "changed the actor {name}",
	"relation.add":         "recorded a coordination between actors",
	"relation.edit":        "changed a coordination between actors",
	"link.add":             "linked two passages: “{quote}”",
	"link.edit":            "changed a link between passages",
	"link.remove":          "took a link between passages away",
	"merge":                "brought the work of another copy in",
	"packet.create":        "made this packet out of a project",
	"conflict.decide":      "decided between two versions of one thing",
	"document.unify":       "joined two documents with the same text",
	"adjudicate":           "decided on {n} differences between coders",
	"adjudicate.explain":   "said why it was decided so on {n} differences",
	"adjudicate.withdraw":  "took decisions on {n} differences back",
	"adjudicate.merge":     "put together what coders agree on ({n} codings)",
	"agreement.settings":   "changed how coders are compared",
	"synthesis.add":        "began the synthesis {name}",
	"synthesis.edit":       "changed the synthesis {name}",
	"synthesis.remove":     "deleted the synthesis {name}",
	"row.add":              "added a row to a synthesis",
	"row.edit":             "changed a row of a synthesis",
	"row.remove":           "took a row out of a synthesis",
	"dimension.add":        "added the column {name}",
	"dimension.edit":       "changed the column {name}",
	"dimension.remove":     "deleted the column {name} with its findings",
	"cell.write":           "wrote a finding: “{quote}”",
	"cell.write.statement": "changed the statement of {place}",
	"cell.write.status":    "changed the statement of {place} and set it to {status}",
	"cell.write.again":     "wrote the statement of {place} again",
	"cell.translate":       "said a finding in another language: “{names}”",
	"cell.status":          "set {place} to {status}",
	"cell.status.many":     "set {n} findings to {status}",
	"cell.seen":            "looked at what changed at {n} findings",
	"cell.move":            "changed the order of findings",
	"cell.remove":          "deleted a finding: “{quote}”",
	"citation.add":         "cited {n} passages",
	"citation.edit":        "changed a citation",
	"citation.remove":      "took {n} citations away",
	"facet.add":            "added the facet {name}",
	"facet.bin":            "put facets into the bin",
	"actor.bin":            "put the actor {names} into the bin",
	"actor.restore":        "fetched the actor {names} from the bin",
	"actor.merge":          "merged the actor {names} with others",
	"relation.remove":      "took a coordination between actors away",
	"mention.refuse":       "said of {n} passages that they do not speak of an actor",
	"mention.restore":      "took back for {n} passages that they do not speak of an actor",
	"passage.language":     "said which language a passage is in",
	"table.import":         "took over a table of cases",
	"translation.add":      "translated {n} passages",
	"case.add.many":        "added {n} cases: {names}",
	"snapshot.add":         "named this state {name}",
	"query.save":           "saved the query {name}",
	"query.remove":         "deleted the query {name}",
	"terms.save":           "changed the group of terms {name}",
	"terms.remove":         "deleted the group of terms {name}",
	"pseudonym.save":       "put {name} into the register of names",
	"pseudonym.remove":     "took {name} out of the register of names",
	"pseudonym.permanent":  "replaced names in {n} records",
	"identifier.answer":    "answered whether {n} words tell who somebody is",
	"other":                "made a change of {n} records ({kind})",
}

// ofOne are the sentences where n is 1, for every kind of action that says n and can be
// of a single thing.
var ofOne = map[string]string{
	"mention.refuse":      "said of {n} passage that it does not speak of an actor",
	"mention.restore":     "took back for {n} passage that it does not speak of an actor",
	"adjudicate":          "decided on {n} difference between coders",
	"adjudicate.explain":  "said why it was decided so on {n} difference",
	"adjudicate.withdraw": "took the decision on {n} difference back",
	"adjudicate.merge":    "put together what coders agree on ({n} coding)",
	"cell.seen":           "looked at what changed at {n} finding",
	"citation.add":        "cited {n} passage",
	"citation.remove":     "took {n} citation away",
	"code.merge":          "merged {names} into another code ({n} coding)",
	"code.split":          "split the code {name} off another one ({n} coding)",
	"codebook.import":     "took over a codebook of {n} code",
	"coding.bulk":         "coded {n} passage with {code} in {document}",
	"coding.facet":        "changed facets of {n} coding",
	"coding.recode":       "gave {n} coding another code",
	"coding.check":        "said of {n} coding that it still holds",
	"other":               "made a change of {n} record ({kind})",
	"project.import":      "took over the work of another program ({n} record)",
	"project.restore":     "brought the project back to an earlier state ({n} change)",
	"pseudonym.permanent": "replaced names in {n} record",
	"identifier.answer":   "answered whether {n} word tells who somebody is",
	"round.plan":          "planned who codes what ({n} assignment)",
	"translation.add":     "translated {n} passage",
}

// sentence finds the words for an action.
func sentence(tx *store.Tx, cat *catalog, op oplog.Op, changes []oplog.Change) (told, error) {
	main := mainEntity(op.Kind)
	args := map[string]string{"kind": op.Kind}
	var names, fields, codes, documents []string
	quote, n := "", 0
	var before []oplog.Change // of findings that were there before
	for _, c := range changes {
		if op.Kind == "code.merge" && sets(c, "merged_into") {
			names = add(names, nameOf(cat, c))
		}
		if main != "" && c.Entity.Name != main {
			continue
		}
		n++
		name := nameOf(cat, c)
		switch c.Entity.Name {
		case "memo":
			var err error
			if name, err = memoName(tx, c); err != nil {
				return told{}, err
			}
		case "cell":
			if c.Verb == oplog.Update {
				before = append(before, c)
			}
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
	case len(before) == 1 && n == 1 && (key == "cell.write" || key == "cell.status"):
		var err error
		if key, err = tellFinding(tx, cat, key, before[0], args); err != nil {
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
