package refi

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
)

// Namespaces that are written. Any namespace that begins with namespaceRoot is
// read.
const (
	ProjectSpace  = "urn:QDA-XML:project:1.0"
	CodebookSpace = "urn:QDA-XML:codebook:1.0"
	namespaceRoot = "urn:QDA-XML:"
)

// rule is what the schema allows in an element of one type.
type rule struct {
	attrs []attrRule
	kids  []kidRule
	text  string // simple type of its characters, "" if it holds none
}

type attrRule struct {
	name     string
	typ      string
	required bool
}

// kidRule is one step of a sequence: one of several names, of their types.
type kidRule struct {
	names    []string
	types    []string
	min, max int // max -1: any number
}

// A schema gives the rules by type. The root's type is its name.
type schema struct {
	space string
	root  string
	types map[string]rule
}

const audit = " creatingUser creationDateTime modifyingUser modifiedDateTime"

// The table of Project.xsd 1.0: type, attributes ("!" required), children in order
// ("?" at most one, "*" any number, "+" at least one, "|" one of several,
// "name:type" where the type has another name).
var projectSchema = newSchema(ProjectSpace, "Project", [][3]string{
	{"Project", "name! origin creatingUserGUID creationDateTime modifyingUserGUID modifiedDateTime basePath",
		"Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*"},
	{"Users", "", "User+"},
	{"User", "guid! name id", ""},
	{"CodeBook", "", "Codes"},
	{"Codes", "", "Code+"},
	{"Code", "guid! name! isCodable! color", "Description? NoteRef* Code*"},
	{"Variables", "", "Variable+"},
	{"Variable", "guid! name! typeOfVariable!", "Description?"},
	{"Cases", "", "Case+"},
	{"Case", "guid! name", "Description? CodeRef* VariableValue* SourceRef* SelectionRef*"},
	{"VariableValue", "", "VariableRef TextValue|BooleanValue|IntegerValue|FloatValue|DateValue|DateTimeValue?"},
	{"Sources", "", "TextSource|PictureSource|PDFSource|AudioSource|VideoSource+"},
	{"TextSource", "guid! name richTextPath plainTextPath" + audit, "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*"},
	{"PlainTextSelection", "guid! name startPosition! endPosition!" + audit, "Description? Coding* NoteRef*"},
	{"PictureSource", "guid! name path currentPath" + audit, "Description? TextDescription:TextSource? PictureSelection* Coding* NoteRef* VariableValue*"},
	{"PictureSelection", "guid! name firstX! firstY! secondX! secondY!" + audit, "Description? Coding* NoteRef*"},
	{"PDFSource", "guid! name path currentPath" + audit, "Description? PDFSelection* Representation:TextSource? Coding* NoteRef* VariableValue*"},
	{"PDFSelection", "guid! name page! firstX! firstY! secondX! secondY!" + audit, "Description? Representation:TextSource? Coding* NoteRef*"},
	{"AudioSource", "guid! name path currentPath" + audit, "Description? Transcript* AudioSelection* Coding* NoteRef* VariableValue*"},
	{"AudioSelection", "guid! name begin! end!" + audit, "Description? Coding* NoteRef*"},
	{"VideoSource", "guid! name path currentPath" + audit, "Description? Transcript* VideoSelection* Coding* NoteRef* VariableValue*"},
	{"VideoSelection", "guid! name begin! end!" + audit, "Description? Coding* NoteRef*"},
	{"Transcript", "guid! name richTextPath plainTextPath" + audit, "Description? PlainTextContent? SyncPoint* TranscriptSelection* NoteRef*"},
	{"SyncPoint", "guid! timeStamp position", ""},
	{"TranscriptSelection", "guid! name fromSyncPoint toSyncPoint" + audit, "Description? Coding* NoteRef*"},
	{"Coding", "guid! creatingUser creationDateTime", "CodeRef NoteRef*"},
	{"Notes", "", "Note:TextSource+"},
	{"Links", "", "Link+"},
	{"Link", "guid! name direction color originGUID targetGUID", "NoteRef*"},
	{"Sets", "", "Set+"},
	{"Set", "guid! name!", "Description? MemberCode* MemberSource* MemberNote*"},
	{"Graphs", "", "Graph+"},
	{"Graph", "guid! name", "Vertex* Edge*"},
	{"Vertex", "guid! representedGUID name firstX! firstY! secondX secondY shape color", ""},
	{"Edge", "guid! representedGUID name sourceVertex! targetVertex! color direction lineStyle", ""},
	{"CodeRef", "targetGUID!", ""}, {"NoteRef", "targetGUID!", ""}, {"SourceRef", "targetGUID!", ""}, {"SelectionRef", "targetGUID!", ""},
	{"VariableRef", "targetGUID!", ""}, {"MemberCode", "targetGUID!", ""}, {"MemberSource", "targetGUID!", ""}, {"MemberNote", "targetGUID!", ""},
})

// The table of Codebook.xsd 1.0.
var codebookSchema = newSchema(CodebookSpace, "CodeBook", [][3]string{
	{"CodeBook", "origin", "Codes Sets?"},
	{"Codes", "", "Code+"},
	{"Code", "guid! name! isCodable! color", "Description? Code*"},
	{"Sets", "", "Set+"},
	{"Set", "guid! name!", "Description? MemberCode*"},
	{"MemberCode", "guid!", ""},
})

// textTypes are the elements that hold characters.
var textTypes = map[string]string{
	"Description": "string", "PlainTextContent": "string", "TextValue": "string", "BooleanValue": "boolean", "IntegerValue": "integer",
	"FloatValue": "decimal", "DateValue": "date", "DateTimeValue": "dateTime",
}

func newSchema(space, root string, table [][3]string) *schema {
	s := &schema{space: space, root: root, types: map[string]rule{}}
	for name, typ := range textTypes {
		s.types[name] = rule{text: typ}
	}
	for _, row := range table {
		var r rule
		for _, a := range strings.Fields(row[1]) {
			n := strings.TrimSuffix(a, "!")
			r.attrs = append(r.attrs, attrRule{n, attrType(n), n != a})
		}
		for _, k := range strings.Fields(row[2]) {
			step := kidRule{min: 1, max: 1}
			switch k[len(k)-1] {
			case '?':
				step.min = 0
			case '*':
				step.min, step.max = 0, -1
			case '+':
				step.max = -1
			}
			for _, n := range strings.Split(strings.TrimRight(k, "?*+"), "|") {
				n, typ, other := strings.Cut(n, ":")
				if !other {
					typ = n
				}
				step.names, step.types = append(step.names, n), append(step.types, typ)
			}
			r.kids = append(r.kids, step)
		}
		s.types[row[0]] = r
	}
	return s
}

func attrType(name string) string {
	switch name {
	case "guid", "creatingUser", "modifyingUser", "creatingUserGUID", "modifyingUserGUID", "targetGUID", "originGUID", "representedGUID",
		"sourceVertex", "targetVertex", "fromSyncPoint", "toSyncPoint":
		return "guid"
	case "creationDateTime", "modifiedDateTime":
		return "dateTime"
	case "color":
		return "rgb"
	case "startPosition", "endPosition", "page", "firstX", "firstY", "secondX", "secondY", "begin", "end", "timeStamp", "position":
		return "integer"
	case "isCodable":
		return "boolean"
	case "direction", "typeOfVariable", "shape", "lineStyle":
		return name
	}
	return "string"
}

var enumerations = map[string][]string{
	"direction":      {"Associative", "OneWay", "Bidirectional"},
	"typeOfVariable": {"Text", "Boolean", "Integer", "Float", "Date", "DateTime"},
	"shape":          {"Person", "Oval", "Rectangle", "RoundedRectangle", "Star", "LeftTriangle", "RightTriangle", "UpTriangle", "DownTriangle", "Note"},
	"lineStyle":      {"dotted", "dashed", "solid"},
	"boolean":        {"true", "false", "1", "0"},
}

const (
	hexGUID = `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`
	zone    = `(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?`
	day     = `-?([1-9][0-9]{3,}|0[0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`
)

var forms = map[string]*regexp.Regexp{
	"guid":     regexp.MustCompile(`^(` + hexGUID + `|\{` + hexGUID + `\})$`),
	"rgb":      regexp.MustCompile(`^#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})$`),
	"integer":  regexp.MustCompile(`^[+-]?[0-9]+$`),
	"decimal":  regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$`),
	"date":     regexp.MustCompile(`^` + day + zone + `$`),
	"dateTime": regexp.MustCompile(`^` + day + `T(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)` + zone + `$`),
}

// wellFormed reports whether a value is one of a simple type. White space around
// values of all types but string is no part of them.
func wellFormed(typ, value string) bool {
	if typ == "string" {
		return true
	}
	value = strings.Trim(value, " \t\n\r")
	if list, ok := enumerations[typ]; ok {
		return slices.Contains(list, value)
	}
	if !forms[typ].MatchString(value) {
		return false
	}
	if typ == "date" || typ == "dateTime" {
		return dayExists(value)
	}
	return true
}

// dayExists reports whether the month of a well-formed date has the day.
func dayExists(value string) bool {
	minus := strings.HasPrefix(value, "-")
	parts := strings.SplitN(strings.TrimPrefix(value, "-"), "-", 3)
	var year, month, d int
	fmt.Sscanf(parts[0], "%d", &year)
	fmt.Sscanf(parts[1], "%d", &month)
	fmt.Sscanf(parts[2][:2], "%d", &d)
	if minus {
		year = -year
	}
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return d <= 29
		}
		return d <= 28
	case 4, 6, 9, 11:
		return d <= 30
	}
	return true
}

// Fault is a place where a tree departs from its schema.
type Fault struct {
	Path string // from the root: "Project/Sources/TextSource[Interview 1]"
	What bundle.Reason
}

func (f Fault) String() string { return f.Path + ": " + f.What.String() }

// Check holds a tree against the schema of its root and gives what is wrong, at
// most max faults. It accepts exactly what the published schema accepts.
func Check(root *Element, max int) []Fault {
	s := schemaOf(root)
	if s == nil {
		return []Fault{{root.Name, bundle.Why("account.invalid_root", "the file departs from the standard: this is neither a Project nor a CodeBook")}}
	}
	c := &checker{schema: s, max: max}
	c.element(root, root.Name, root.Name)
	return c.faults
}

func schemaOf(root *Element) *schema {
	switch root.Name {
	case "Project":
		return projectSchema
	case "CodeBook":
		return codebookSchema
	}
	return nil
}

type checker struct {
	*schema
	faults []Fault
	max    int
}

func (c *checker) fault(path string, what bundle.Reason) {
	if len(c.faults) < c.max {
		c.faults = append(c.faults, Fault{path, what})
	}
}

func (c *checker) element(e *Element, typ, path string) {
	if len(c.faults) >= c.max {
		return
	}
	r := c.types[typ]
	for _, a := range e.Attrs {
		i := slices.IndexFunc(r.attrs, func(x attrRule) bool { return x.name == a.Name })
		switch {
		case i < 0:
			c.fault(path, bundle.Why("account.invalid_attribute", "the file departs from the standard: there is no attribute {what}", "what", a.Name))
		case !wellFormed(r.attrs[i].typ, a.Value):
			c.fault(path, bundle.Why("account.invalid_value", "the file departs from the standard: {what} is no value of the type {type}", "what", a.Name, "type", r.attrs[i].typ))
		}
	}
	for _, a := range r.attrs {
		if _, there := e.Lookup(a.name); a.required && !there {
			c.fault(path, bundle.Why("account.invalid_lacks", "the file departs from the standard: {what} is missing", "what", a.name))
		}
	}
	if r.text != "" {
		if !wellFormed(r.text, e.Text) {
			c.fault(path, bundle.Why("account.invalid_value", "the file departs from the standard: {what} is no value of the type {type}", "what", e.Name, "type", r.text))
		}
	} else if strings.Trim(e.Text, " \t\n\r") != "" {
		c.fault(path, bundle.Why("account.invalid_characters", "the file departs from the standard: there are characters where none belong"))
	}
	c.sequence(e, r, path)
}

func (c *checker) sequence(e *Element, r rule, path string) {
	i := 0
	for _, step := range r.kids {
		n := 0
		for i < len(e.Kids) && (step.max < 0 || n < step.max) {
			at := slices.Index(step.names, e.Kids[i].Name)
			if at < 0 {
				break
			}
			k := e.Kids[i]
			c.element(k, step.types[at], path+"/"+k.Name+"["+k.label()+"]")
			i, n = i+1, n+1
		}
		if n < step.min && e.done == nil {
			c.fault(path, bundle.Why("account.invalid_lacks", "the file departs from the standard: {what} is missing", "what", strings.Join(step.names, " / ")))
		}
	}
	for ; i < len(e.Kids); i++ {
		c.fault(path, bundle.Why("account.invalid_place", "the file departs from the standard: {what} does not belong there", "what", e.Kids[i].Name))
	}
}

// typeOf is the type of a child of an element of some type, "" if the schema does
// not know it there.
func (s *schema) typeOf(parent, name string) string {
	for _, step := range s.types[parent].kids {
		if i := slices.Index(step.names, name); i >= 0 {
			return step.types[i]
		}
	}
	return ""
}

// Arrange puts attributes and children in the order of the schema, keeping the
// order among children of one step, and takes away wrappers that hold nothing.
func Arrange(root *Element) {
	if s := schemaOf(root); s != nil {
		s.arrange(root, root.Name)
	}
}

func (s *schema) arrange(e *Element, typ string) {
	r, known := s.types[typ]
	if !known {
		return
	}
	rank := map[string]int{}
	for i, a := range r.attrs {
		rank["@"+a.name] = i - len(r.attrs)
	}
	for i, step := range r.kids {
		for _, n := range step.names {
			rank[n] = i - len(r.kids)
		}
	}
	slices.SortStableFunc(e.Attrs, func(a, b Attr) int { return rank["@"+a.Name] - rank["@"+b.Name] })
	slices.SortStableFunc(e.Kids, func(a, b *Element) int { return rank[a.Name] - rank[b.Name] })
	for _, k := range e.Kids {
		s.arrange(k, s.typeOf(typ, k.Name))
	}
	e.Kids = slices.DeleteFunc(e.Kids, func(k *Element) bool {
		switch k.Name {
		case "Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs":
			return len(k.Kids) == 0 && k.done == nil
		}
		return false
	})
}
