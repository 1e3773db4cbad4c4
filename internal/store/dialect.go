package store

import (
	_ "embed"
	"strings"
)

//go:embed schema.sql
var schemaTemplate string

// schemaSQL is the schema in the words of SQLite.
func schemaSQL() string {
	return strings.NewReplacer("{{int}}", "INTEGER", "{{blob}}", "BLOB", "{{strict}}", " STRICT").Replace(schemaTemplate)
}

// Version is the schema version that this program writes. Files of a larger
// version are refused; files of a smaller one are backed up and migrated.
const Version = 1 // 1 + len(migrations); a test holds the two together

// applicationID marks the file for tools that look at SQLite headers: "ArtC".
const applicationID = 0x41727443
