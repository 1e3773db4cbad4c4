package store

import (
	"context"
	"database/sql"
	"fmt"
	"sort"
	"strings"
	"sync"

	"articula/internal/qda"
)

// migrations[i] turns a file of version i+1 into one of version i+2. schema.sql
// stays as it was in version 1 for ever; a new file gets it and all of these.
var migrations = []string{
	inSQLite(pseudonymTables),
	inSQLite(passageLanguageTable),
	inSQLite(excerptTable),
	inSQLite(refusedMentionTable),
	inSQLite(synthesisRowTables),
	inSQLite(codingCheckTable),
	inSQLite(mergedIntoColumns),
}

// pseudonymTables is what version 2 added.
const pseudonymTables = `CREATE TABLE pseudonym (
  id          {{blob}} NOT NULL PRIMARY KEY,
  kind        TEXT NOT NULL,
  name        TEXT NOT NULL,
  replacement TEXT NOT NULL,
  lang        TEXT NOT NULL,
  match_case  {{int}} NOT NULL,
  forms       TEXT NOT NULL,
  note        TEXT NOT NULL,
  created_at  TEXT NOT NULL
){{strict}};

CREATE TABLE identifier_answer (
  id          {{blob}} NOT NULL PRIMARY KEY,
  text        TEXT NOT NULL,
  answer      TEXT NOT NULL,
  document_id {{blob}} REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  coder_id    {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at          TEXT NOT NULL
){{strict}};
CREATE INDEX identifier_answer_document ON identifier_answer(document_id)`

// passageLanguageTable is what version 3 added.
const passageLanguageTable = `CREATE TABLE passage_language (
  id          {{blob}} NOT NULL PRIMARY KEY,
  document_id {{blob}} NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  lang        TEXT NOT NULL,
  start_pos   {{int}} NOT NULL,
  end_pos     {{int}} NOT NULL,
  CHECK (0 <= start_pos AND start_pos <= end_pos)
){{strict}};
CREATE INDEX passage_language_document ON passage_language(document_id)`

// excerptTable is what version 4 added.
const excerptTable = `CREATE TABLE excerpt (
  id          {{blob}} NOT NULL PRIMARY KEY,
  round_id    {{blob}} NOT NULL REFERENCES round(id) DEFERRABLE INITIALLY DEFERRED,
  document_id {{blob}} NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  start_pos   {{int}} NOT NULL,
  end_pos     {{int}} NOT NULL,
  pos         TEXT NOT NULL,
  CHECK (0 <= start_pos AND start_pos <= end_pos)
){{strict}};
CREATE INDEX excerpt_round ON excerpt(round_id);
CREATE INDEX excerpt_document ON excerpt(document_id)`

// refusedMentionTable is what version 5 added.
const refusedMentionTable = `CREATE TABLE refused_mention (
  id          {{blob}} NOT NULL PRIMARY KEY,
  actor_id    {{blob}} NOT NULL REFERENCES actor(id) DEFERRABLE INITIALLY DEFERRED,
  document_id {{blob}} NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  coder_id    {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at          TEXT NOT NULL,
  start_pos   {{int}} NOT NULL,
  end_pos     {{int}} NOT NULL,
  CHECK (0 <= start_pos AND start_pos <= end_pos)
){{strict}};
CREATE INDEX refused_mention_document ON refused_mention(document_id);
CREATE INDEX refused_mention_actor ON refused_mention(actor_id)`

// synthesisRowTables is what version 6 added: rows of a synthesis as records of their own,
// and findings that belong to a row which is not of one case. The table of findings is
// made anew, because the case of one may be none now. The rows that a file has already
// stay where they are (see [qda.Synthesis]): to move them here would be an operation that
// nobody did.
const synthesisRowTables = `CREATE TABLE synthesis_row (
  id           {{blob}} NOT NULL PRIMARY KEY,
  synthesis_id {{blob}} NOT NULL REFERENCES synthesis(id) DEFERRABLE INITIALLY DEFERRED,
  kind         TEXT NOT NULL,
  title        TEXT NOT NULL,
  case_id      {{blob}} REFERENCES case_unit(id) DEFERRABLE INITIALLY DEFERRED,
  attribute_id {{blob}} REFERENCES attribute(id) DEFERRABLE INITIALLY DEFERRED,
  value        TEXT NOT NULL,
  pos          TEXT NOT NULL
){{strict}};
CREATE UNIQUE INDEX synthesis_row_case ON synthesis_row(synthesis_id, case_id);
CREATE UNIQUE INDEX synthesis_row_value ON synthesis_row(synthesis_id, attribute_id, value);

CREATE TABLE row_member (
  id      {{blob}} NOT NULL PRIMARY KEY,
  row_id  {{blob}} NOT NULL REFERENCES synthesis_row(id) DEFERRABLE INITIALLY DEFERRED,
  case_id {{blob}} NOT NULL REFERENCES case_unit(id) DEFERRABLE INITIALLY DEFERRED
){{strict}};
CREATE UNIQUE INDEX row_member_natural ON row_member(row_id, case_id);

CREATE TABLE cell_with_row (
  id           {{blob}} NOT NULL PRIMARY KEY,
  dimension_id {{blob}} NOT NULL REFERENCES dimension(id) DEFERRABLE INITIALLY DEFERRED,
  case_id      {{blob}} REFERENCES case_unit(id) DEFERRABLE INITIALLY DEFERRED,
  part         {{int}} NOT NULL,
  statement    TEXT NOT NULL,
  status       TEXT NOT NULL,
  evidence     TEXT NOT NULL,
  coder_id     {{blob}} REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at           TEXT NOT NULL,
  row_id       {{blob}} REFERENCES synthesis_row(id) DEFERRABLE INITIALLY DEFERRED,
  CHECK ((case_id IS NULL) <> (row_id IS NULL))
){{strict}};
INSERT INTO cell_with_row SELECT id, dimension_id, case_id, part, statement, status, evidence, coder_id, at, NULL FROM cell;
DROP TABLE cell;
ALTER TABLE cell_with_row RENAME TO cell;
CREATE UNIQUE INDEX cell_natural ON cell(dimension_id, case_id, part);
CREATE UNIQUE INDEX cell_of_row ON cell(dimension_id, row_id, part)`

// codingCheckTable is what version 7 added.
const codingCheckTable = `CREATE TABLE coding_check (
  id         {{blob}} NOT NULL PRIMARY KEY,
  coding_id  {{blob}} NOT NULL REFERENCES coding(id) DEFERRABLE INITIALLY DEFERRED,
  definition TEXT NOT NULL,
  coder_id   {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at         TEXT NOT NULL
){{strict}};
CREATE UNIQUE INDEX coding_check_natural ON coding_check(coding_id)`

// mergedIntoColumns is what version 8 added: into what a case or an actor was merged. Of
// those that had been merged before that nothing tells.
const mergedIntoColumns = `ALTER TABLE case_unit ADD COLUMN merged_into {{blob}} REFERENCES case_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE actor ADD COLUMN merged_into {{blob}} REFERENCES actor(id) DEFERRABLE INITIALLY DEFERRED`

// migrate brings an older file up to date: on a verified backup first, then in
// one transaction.
func (s *Store) migrate(ctx context.Context) error {
	var version int
	if err := s.writer.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version >= 1+len(migrations) {
		return nil
	}
	backup, err := s.Backup(ctx, fmt.Sprintf("before-format-%d", 1+len(migrations)))
	if err != nil {
		return qda.E(qda.Storage, "migrate.no_backup", "{path} is of an older format, and no backup could be made before changing it. It was not changed. Make room and open it again.", "path", s.path).Because(err)
	}
	if err := migrateTables(ctx, s.writer, version); err != nil {
		return qda.E(qda.Damaged, "migrate.failed", "{path} could not be brought to the present format. It was not changed; a backup lies in {backup}.", "path", s.path, "backup", backup.Path).Because(err)
	}
	s.notice(qda.E(qda.Invalid, "migrate.done", "The project was brought from format {from} to format {to}. The file as it was is kept in {backup}.",
		"from", version, "to", 1+len(migrations), "backup", backup.Path))
	return nil
}

// migrateTables does what is to be done to a file of a version, in one transaction.
func migrateTables(ctx context.Context, db *sql.DB, version int) error {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback()
	for v := version; v < 1+len(migrations); v++ {
		if _, err := t.ExecContext(ctx, migrations[v-1]); err != nil {
			return err
		}
	}
	if _, err := t.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", 1+len(migrations))); err != nil {
		return err
	}
	return t.Commit()
}

var (
	expectedMu sync.Mutex
	expected   = map[string][]string{}
)

// expectedSchema is what sqlite_schema must hold in a file of the version: found
// by making one in memory.
func expectedSchema(version int) ([]string, error) {
	script := schemaSQL() + ";" + strings.Join(migrations[:max(0, version-1)], ";")
	expectedMu.Lock()
	defer expectedMu.Unlock()
	if list, known := expected[script]; known {
		return list, nil
	}
	db := sql.OpenDB(connector{dsn: ":memory:"})
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(script); err != nil {
		return nil, err
	}
	list, err := schemaOf(context.Background(), db)
	if err == nil {
		expected[script] = list
	}
	return list, err
}

// schemaOf lists the statements that define the tables and indexes of a file, and
// anything else that would run by itself when the file is used.
func schemaOf(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, "SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_schema")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var typ, name, table, text string
		if err := rows.Scan(&typ, &name, &table, &text); err != nil {
			return nil, err
		}
		list = append(list, strings.Join([]string{typ, name, table, strings.Join(strings.Fields(text), " ")}, "\x00"))
	}
	sort.Strings(list)
	return list, rows.Err()
}

// verifySchema compares the file's definitions with the known ones before any
// other statement reads from it: a project file may come from anyone, and a view
// or trigger in it would run with our queries.
func verifySchema(ctx context.Context, db *sql.DB, version int) error {
	if version < 1 {
		return qda.E(qda.Damaged, "project.no_version", "The project file says no format version. It was not changed.")
	}
	want, err := expectedSchema(version)
	if err != nil {
		return err
	}
	got, err := schemaOf(ctx, db)
	if err != nil {
		return err
	}
	if strings.Join(got, "\x01") != strings.Join(want, "\x01") {
		return qda.E(qda.Damaged, "project.schema", "The project file holds definitions that Articula did not make. It was not used. If it came from someone else, ask for an export instead.")
	}
	return nil
}
