package codebook

import (
	"slices"
	"strings"

	"articula/internal/qda"
)

// Node is a code in its place.
type Node struct {
	Code     qda.Code
	Parent   *Node
	Children []*Node
	Binned   bool // it, or a code above it, lies in the bin
}

// Tree is the code tree of a project.
type Tree struct {
	Roots []*Node // with those in the bin
	nodes map[qda.ID]*Node
}

// Build puts codes into their places, siblings in order. A code whose parent is
// missing, or that would be its own ancestor, becomes a root: nothing is lost.
func Build(codes []qda.Code) *Tree {
	t := &Tree{nodes: make(map[qda.ID]*Node, len(codes))}
	for _, c := range codes {
		t.nodes[c.ID] = &Node{Code: c}
	}
	sorted := slices.Clone(codes)
	slices.SortFunc(sorted, func(a, b qda.Code) int {
		if c := strings.Compare(a.Pos, b.Pos); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID[:]), string(b.ID[:]))
	})
	for _, c := range sorted {
		n := t.nodes[c.ID]
		parent := t.nodes[c.ParentID]
		for at := parent; at != nil; at = t.nodes[at.Code.ParentID] {
			if at == n {
				parent = nil
				break
			}
		}
		n.Parent = parent
		if parent == nil {
			t.Roots = append(t.Roots, n)
		} else {
			parent.Children = append(parent.Children, n)
		}
	}
	for n := range t.Walk {
		n.Binned = n.Code.DeletedAt != "" || n.Parent != nil && n.Parent.Binned
	}
	return t
}

// Node finds a code by its identity; nil if it is not there.
func (t *Tree) Node(id qda.ID) *Node { return t.nodes[id] }

// Walk goes over every code, parents before children, siblings in order.
func (t *Tree) Walk(yield func(*Node) bool) {
	var down func([]*Node) bool
	down = func(list []*Node) bool {
		for _, n := range list {
			if !yield(n) || !down(n.Children) {
				return false
			}
		}
		return true
	}
	down(t.Roots)
}

// Standing goes over the codes that do not lie in the bin.
func (t *Tree) Standing(yield func(*Node) bool) {
	for n := range t.Walk {
		if !n.Binned && !yield(n) {
			return
		}
	}
}

// Names gives the names from the root to the code itself.
func (n *Node) Names() []string {
	var names []string
	for at := n; at != nil; at = at.Parent {
		names = append(names, at.Code.Name)
	}
	slices.Reverse(names)
	return names
}

// Path is the names from the root to the code, as [JoinPath] writes them.
func (n *Node) Path() string { return JoinPath(n.Names()) }

// Depth is 0 for a root.
func (n *Node) Depth() int {
	d := 0
	for at := n.Parent; at != nil; at = at.Parent {
		d++
	}
	return d
}

// Within gives the identities of the code and of all codes below it that do not
// lie in the bin (all of them if it lies there itself).
func (t *Tree) Within(id qda.ID) []qda.ID {
	n := t.nodes[id]
	if n == nil {
		return nil
	}
	out := []qda.ID{id}
	for _, c := range n.Children {
		if !c.Binned || n.Binned {
			out = append(out, t.Within(c.Code.ID)...)
		}
	}
	return out
}

// Under reports whether the code is the other or lies somewhere below it.
func (t *Tree) Under(id, other qda.ID) bool {
	for n := t.nodes[id]; n != nil; n = n.Parent {
		if n.Code.ID == other {
			return true
		}
	}
	return false
}

// Hue is the code's own colour, or that of the nearest code above that has one.
func (n *Node) Hue() string {
	for at := n; at != nil; at = at.Parent {
		if at.Code.Color != "" {
			return at.Code.Color
		}
	}
	return ""
}
