package yamltree

// Kind is the shape of a node.
type Kind int

const (
	Scalar Kind = iota // a text, perhaps empty
	List
	Map
)

// Node is one value of a file.
type Node struct {
	Kind    Kind
	Line    int     // counted from 1; 0 on nodes that were not read from a file
	Text    string  // of a scalar
	Bare    bool    // the scalar is a number or a truth value, written without quotes
	Items   []*Node // of a list
	Entries []Entry // of a map, in the order of the file
}

// Entry is one key of a map with its value.
type Entry struct {
	Key   string
	Line  int
	Value *Node
}

// Text makes a scalar.
func Text(s string) *Node { return &Node{Text: s} }

// Bare makes a scalar that is a number or a truth value: "true", "14".
func Bare(s string) *Node { return &Node{Text: s, Bare: true} }

// Of makes a list.
func Of(items ...*Node) *Node { return &Node{Kind: List, Items: items} }

// Texts makes a list of scalars.
func Texts(ss ...string) *Node {
	n := &Node{Kind: List}
	for _, s := range ss {
		n.Items = append(n.Items, Text(s))
	}
	return n
}

// Put appends a key to a map.
func (n *Node) Put(key string, value *Node) {
	n.Kind = Map
	n.Entries = append(n.Entries, Entry{Key: key, Value: value})
}

// PutText appends a key with a text, unless the text is empty.
func (n *Node) PutText(key, text string) {
	if text != "" {
		n.Put(key, Text(text))
	}
}

// Get is the value of a key, nil if the map has none.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for _, e := range n.Entries {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

// Blank reports whether the node holds nothing: an empty text, list or map.
func (n *Node) Blank() bool {
	return n == nil || n.Text == "" && len(n.Items) == 0 && len(n.Entries) == 0
}
