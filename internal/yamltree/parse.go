package yamltree

import (
	"errors"
	"fmt"
	"strings"

	yaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"articula/internal/qda"
	"articula/internal/textpos"
)

const (
	maxDepth = 100      // no code tree is that deep; deeper nesting is an attack or an accident
	maxBytes = 64 << 20 // the largest readable file that is taken in
)

// Parse reads a file. The text is normalised first ([textpos.Normalise]), so that
// line ends and a byte order mark play no part. A file without content is an
// empty map. Errors are of kind Invalid and name the line.
func Parse(b []byte) (*Node, error) {
	if len(b) > maxBytes {
		return nil, qda.E(qda.Invalid, "yaml.too_large", "The file has {size} bytes; a readable file may have at most {limit}. Nothing was taken over.", "size", len(b), "limit", maxBytes)
	}
	file, err := parse(textpos.Normalise(string(b)))
	if err != nil {
		return nil, err
	}
	var body ast.Node
	for _, d := range file.Docs {
		if d.Body == nil {
			continue
		}
		if body != nil {
			return nil, refuse(d.Body, "yaml.documents", "Line {line} begins a second document; a file holds one. Nothing was taken over.")
		}
		body = d.Body
	}
	if body == nil {
		return &Node{Kind: Map, Line: 1}, nil
	}
	root, err := build(body, 0)
	if err == nil && root.Kind == Scalar {
		return nil, refuse(body, "yaml.root", "The file holds one text from line {line} on, where keys with values or a list were expected. Nothing was taken over.")
	}
	return root, err
}

// parse calls the YAML library. It answers for the library: whatever a hostile
// file makes it do, the caller gets an error.
func parse(text string) (file *ast.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			file, err = nil, qda.E(qda.Invalid, "yaml.unreadable", "The file is not readable YAML. Nothing was taken over.").Because(fmt.Errorf("panic: %v", r))
		}
	}()
	if line := deepLine(text); line > 0 {
		return nil, tooDeep(line)
	}
	file, err = parser.ParseBytes([]byte(text), 0)
	if err == nil {
		return file, nil
	}
	var syntax yaml.Error
	if errors.As(err, &syntax) && syntax.GetToken() != nil {
		return nil, qda.E(qda.Invalid, "yaml.syntax", "Line {line} is not readable YAML: {problem}. Nothing was taken over.",
			"line", syntax.GetToken().Position.Line, "problem", syntax.GetMessage()).Because(err)
	}
	return nil, qda.E(qda.Invalid, "yaml.unreadable", "The file is not readable YAML. Nothing was taken over.").Because(err)
}

// deepLine is the line at which flow brackets or indentation nest deeper than any
// honest file, 0 if none does: the library recurses over both, so they are
// counted before it sees them. Brackets inside quoted texts count too, which only
// matters at depths that no honest file reaches in one line.
func deepLine(text string) int {
	for i, line := range strings.Split(text, "\n") {
		indicators := 0
		for _, r := range line {
			switch r {
			case '[', '{':
				indicators++
			case ']', '}':
				indicators--
			}
			if indicators > maxDepth {
				return i + 1
			}
		}
		if lead := len(line) - len(strings.TrimLeft(line, " -?:\t")); lead > 8*maxDepth {
			return i + 1
		}
	}
	return 0
}

func tooDeep(line int) error {
	return qda.E(qda.Invalid, "yaml.too_deep", "Line {line} is nested deeper than {limit} levels. Nothing was taken over.", "line", line, "limit", maxDepth)
}

func refuse(n ast.Node, code, text string) error {
	return qda.E(qda.Invalid, code, text, "line", lineOf(n))
}

func lineOf(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

func build(n ast.Node, depth int) (*Node, error) {
	line := lineOf(n)
	if depth > maxDepth {
		return nil, tooDeep(line)
	}
	switch v := n.(type) {
	case *ast.NullNode:
		return &Node{Line: line}, nil
	case *ast.StringNode:
		return &Node{Line: line, Text: v.Value}, nil
	case *ast.LiteralNode:
		return &Node{Line: line, Text: v.Value.Value}, nil
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode:
		text := n.GetToken().Value
		return &Node{Line: line, Text: text, Bare: bare.MatchString(text)}, nil
	case *ast.InfinityNode, *ast.NanNode:
		return &Node{Line: line, Text: n.GetToken().Value}, nil
	case *ast.SequenceNode:
		out := &Node{Kind: List, Line: line}
		for _, item := range v.Values {
			child, err := build(item, depth+1)
			if err != nil {
				return nil, err
			}
			out.Items = append(out.Items, child)
		}
		return out, nil
	case *ast.MappingNode:
		return buildMap(line, v.Values, depth)
	case *ast.MappingValueNode:
		return buildMap(line, []*ast.MappingValueNode{v}, depth)
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		return nil, refuse(n, "yaml.alias", "Line {line} uses an anchor or alias (& or *), which is not read here; write the text out, or put it in quotes if the sign belongs to it. Nothing was taken over.")
	case *ast.TagNode:
		return nil, refuse(n, "yaml.tag", "Line {line} uses a tag (!), which is not read here; put the text in quotes if the sign belongs to it. Nothing was taken over.")
	}
	return nil, refuse(n, "yaml.form", "Line {line} uses a form of YAML that is not read here; write maps, lists and texts. Nothing was taken over.")
}

func buildMap(line int, values []*ast.MappingValueNode, depth int) (*Node, error) {
	out := &Node{Kind: Map, Line: line}
	for _, mv := range values {
		var key string
		switch k := mv.Key.(type) {
		case *ast.StringNode:
			key = k.Value
		case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode, *ast.NullNode:
			key = k.GetToken().Value
		case *ast.MergeKeyNode:
			return nil, refuse(mv.Key, "yaml.alias", "Line {line} uses an anchor or alias (& or *), which is not read here; write the text out, or put it in quotes if the sign belongs to it. Nothing was taken over.")
		default:
			return nil, refuse(mv.Key, "yaml.form", "Line {line} uses a form of YAML that is not read here; write maps, lists and texts. Nothing was taken over.")
		}
		if out.Get(key) != nil { // the library lets this pass in flow maps
			return nil, qda.E(qda.Invalid, "yaml.same_key", "Line {line} has the key {key} a second time. Nothing was taken over.", "line", lineOf(mv.Key), "key", key)
		}
		value := &Node{Line: lineOf(mv.Key)}
		if mv.Value != nil {
			var err error
			if value, err = build(mv.Value, depth+1); err != nil {
				return nil, err
			}
		}
		out.Entries = append(out.Entries, Entry{Key: key, Line: lineOf(mv.Key), Value: value})
	}
	return out, nil
}
