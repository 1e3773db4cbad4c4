package engine

import (
	"regexp"
	"strings"
	"time"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// newIdentities is the domain of the identities of a publication: it keeps them apart from
// everything else that is made of a hash.
const newIdentities = qda.Key("articula: identity in a publication")

// identities finds those that are written inside of a text.
var identities = regexp.MustCompile(`(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`)

// identity gives the identity under which a thing is published. One of the project says
// to the millisecond when the thing was made, or was derived from a name; the new one
// follows from it and from that of the project by a hash, so that it is the same in every
// file and at every time, and tells neither.
func (c *cover) identity(id qda.ID) qda.ID {
	if c == nil || !c.takes("identities") || id.IsZero() {
		return id
	}
	return qda.NaturalID("identity", newIdentities, c.project, id)
}

// mark covers a text that may be an identity as a whole, in whichever form.
func (c *cover) mark(s string) string {
	if c == nil {
		return s
	}
	id, err := qda.ParseID(s)
	if err != nil {
		return c.said(s)
	}
	if !c.takes("identities") {
		return s
	}
	next := c.identity(id).String()
	if !strings.Contains(s, "-") {
		next = strings.ReplaceAll(next, "-", "")
	}
	return next
}

// named gives words that are no document's with the identities in them made anew.
func (c *cover) named(s string) string {
	if !c.takes("identities") {
		return s
	}
	return identities.ReplaceAllStringFunc(s, c.mark)
}

// renamed gives a record with its own identity and those that it points at made anew.
func (c *cover) renamed(r qda.Record) qda.Record {
	if !c.takes("identities") {
		return r
	}
	e := oplog.EntityOf(r)
	row := e.RowOf(r)
	for i, col := range e.Columns {
		if col.Type == oplog.IDType && row[i].Str != "" {
			id := c.identity(row[i].ID())
			row[i].Str = string(id[:])
		}
	}
	return e.RecordOf(row)
}

// axis covers the rows or columns of a matrix as its manifest tells of them.
func (c *cover) axis(a MatrixAxis) MatrixAxis {
	a.ID, a.Group = c.identity(a.ID), c.identity(a.Group)
	if len(a.Only) > 0 {
		a.Only = each(a.Only, c.identity)
	}
	return a
}

// made gives the time that a file says it was made at, as exactly as it may be told.
func (c *cover) made(now time.Time) time.Time {
	if c == nil || !c.takes("times") {
		return now
	}
	return now.UTC().Truncate(24 * time.Hour)
}
