package store

import (
	_ "embed"
	"strings"
)

//go:embed schema.sql
var schemaTemplate string

// inSQLite writes a template in the words of SQLite.
func inSQLite(template string) string {
	return strings.NewReplacer("{{int}}", "INTEGER", "{{blob}}", "BLOB", "{{strict}}", " STRICT").Replace(template)
}

// schemaSQL is the schema of version 1 in the words of SQLite.
func schemaSQL() string { return inSQLite(schemaTemplate) }

// newSchema makes a file of the present version.
func newSchema() string { return schemaSQL() + ";" + strings.Join(migrations, ";") }

// Version is the schema version that this program writes. Files of a larger
// version are refused; files of a smaller one are backed up and migrated.
const Version = 8 // 1 + len(migrations); a test holds the two together

// applicationID marks the file for tools that look at SQLite headers: "ArtC".
const applicationID = 0x41727443
