package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// Content is what an import adds beside the records: immutable and named by hash.
type Content struct {
	Text      qda.Text
	Source    qda.Source
	Structure qda.Structure
}

// NewContent names a text, the structure found in it and the file it came from.
// The text must be normalised.
func NewContent(text string, s qda.Structure, mediaType string, file []byte) Content {
	c := Content{Text: qda.Text{
		Hash: qda.HashOf([]byte(text)), Body: text, Runes: utf8.RuneCountInString(text), Norm: textpos.NormVersion,
	}}
	s.TextHash = c.Text.Hash
	c.Structure = s
	if file != nil {
		c.Source = qda.Source{Hash: qda.HashOf(file), MediaType: mediaType, Bytes: file}
	}
	return c
}

// StructureHash is the name of a structure: the hash of its encoding.
func StructureHash(s qda.Structure) qda.Hash {
	return qda.HashOf(encodeStructure(s))
}

func encodeStructure(s qda.Structure) []byte {
	b, err := json.Marshal(s)
	if err != nil {
		panic("store: a structure cannot be encoded: " + err.Error()) // it holds only texts and numbers
	}
	return b
}

// Stage puts content into the file ahead of the operation that will refer to it,
// so that an import of any size needs the memory of one document. Staged content
// to which no document refers when the project is next opened is swept away;
// [Sweep] does it at once.
func (s *Store) Stage(ctx context.Context, c Content) error {
	if s.readOnly {
		return readOnly()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	defer t.Rollback()
	if err := insertContent(ctx, t, c, 1); err != nil {
		return explain(err)
	}
	return explain(t.Commit())
}

// PutContent adds content in the transaction that also refers to it.
func (tx *Tx) PutContent(c Content) error {
	if tx.rec == nil {
		return readOnly()
	}
	return explain(insertContent(tx.ctx, tx.sql, c, 0))
}

func insertContent(ctx context.Context, t *sql.Tx, c Content, staged int) error {
	const keep = " ON CONFLICT (hash) DO NOTHING"
	if !utf8.ValidString(c.Text.Body) {
		return fmt.Errorf("store: a text is not valid UTF-8")
	}
	if _, err := t.ExecContext(ctx, "INSERT INTO text (hash, body, runes, norm, staged) VALUES (?1, ?2, ?3, ?4, ?5)"+keep,
		c.Text.Hash[:], c.Text.Body, c.Text.Runes, c.Text.Norm, staged); err != nil {
		return err
	}
	if !c.Source.Hash.IsZero() {
		if _, err := t.ExecContext(ctx, "INSERT INTO source (hash, media_type, bytes, staged) VALUES (?1, ?2, ?3, ?4)"+keep,
			c.Source.Hash[:], c.Source.MediaType, c.Source.Bytes, staged); err != nil {
			return err
		}
	}
	body := encodeStructure(c.Structure)
	hash := qda.HashOf(body)
	_, err := t.ExecContext(ctx, "INSERT INTO structure (hash, text_hash, body, staged) VALUES (?1, ?2, ?3, ?4)"+keep,
		hash[:], c.Structure.TextHash[:], string(body), staged)
	return err
}

// Sweep removes staged content that no document came to refer to.
func (s *Store) Sweep(ctx context.Context) error {
	if s.readOnly {
		return readOnly()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return explain(sweep(ctx, s.writer))
}

func sweep(ctx context.Context, db *sql.DB) error {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback()
	for _, q := range []string{
		"DELETE FROM structure WHERE staged = 1",
		"DELETE FROM source WHERE staged = 1",
		"DELETE FROM text WHERE staged = 1 AND hash NOT IN (SELECT text_hash FROM structure)",
	} {
		if _, err := t.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return t.Commit()
}

// keepContent takes the content that a document or revision refers to off the
// staging list: it now belongs to the project for good, for redo too.
func (tx *Tx) keepContent(e *oplog.Entity, id qda.ID) error {
	var queries []string
	switch e.Name {
	case "document":
		queries = []string{
			"UPDATE text SET staged = 0 WHERE staged = 1 AND hash = (SELECT text_hash FROM document WHERE id = ?1)",
			"UPDATE source SET staged = 0 WHERE staged = 1 AND hash = (SELECT source_hash FROM document WHERE id = ?1)",
			"UPDATE structure SET staged = 0 WHERE staged = 1 AND hash = (SELECT structure_hash FROM document WHERE id = ?1)",
		}
	case "revision":
		queries = []string{"UPDATE text SET staged = 0 WHERE staged = 1 AND hash = (SELECT to_hash FROM revision WHERE id = ?1)"}
	}
	for _, q := range queries {
		st, err := tx.prepared(q)
		if err != nil {
			return err
		}
		if _, err := st.ExecContext(tx.ctx, id[:]); err != nil {
			return err
		}
	}
	return nil
}

// Text reads a text by its hash.
func (tx *Tx) Text(hash qda.Hash) (qda.Text, error) {
	t := qda.Text{Hash: hash}
	err := tx.sql.QueryRowContext(tx.ctx, "SELECT body, runes, norm FROM text WHERE hash = ?1", hash[:]).Scan(&t.Body, &t.Runes, &t.Norm)
	return t, explain(err)
}

// TextLength is the length of a text in code points.
func (tx *Tx) TextLength(hash qda.Hash) (int, error) {
	n, err := tx.scalar("SELECT runes FROM text WHERE hash = ?1", hash[:])
	return n, explain(err)
}

// Source reads an imported file by its hash.
func (tx *Tx) Source(hash qda.Hash) (qda.Source, error) {
	s := qda.Source{Hash: hash}
	err := tx.sql.QueryRowContext(tx.ctx, "SELECT media_type, bytes FROM source WHERE hash = ?1", hash[:]).Scan(&s.MediaType, &s.Bytes)
	return s, explain(err)
}

// Structure reads a structure by its hash; the zero hash gives an empty one.
func (tx *Tx) Structure(hash qda.Hash) (qda.Structure, error) {
	var s qda.Structure
	if hash.IsZero() {
		return s, nil
	}
	var body string
	if err := tx.sql.QueryRowContext(tx.ctx, "SELECT body FROM structure WHERE hash = ?1", hash[:]).Scan(&body); err != nil {
		return s, explain(err)
	}
	if err := json.Unmarshal([]byte(body), &s); err != nil {
		return s, qda.E(qda.Damaged, "structure.damaged", "The structure of a document cannot be read. Its text and codings are whole. Import the file again to renew it.").Because(err)
	}
	return s, nil
}

// TextLengths gives the length of every text in code points, by hash.
func (tx *Tx) TextLengths() (map[qda.Hash]int, error) {
	rows, err := tx.query("SELECT hash, runes FROM text")
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	out := map[qda.Hash]int{}
	for rows.Next() {
		var hash []byte
		var n int
		if err := rows.Scan(&hash, &n); err != nil {
			return nil, explain(err)
		}
		out[qda.Hash(hash)] = n
	}
	return out, explain(rows.Err())
}

// SourceType is the media type of an imported file.
func (tx *Tx) SourceType(hash qda.Hash) (string, error) {
	var s string
	err := tx.sql.QueryRowContext(tx.ctx, "SELECT media_type FROM source WHERE hash = ?1", hash[:]).Scan(&s)
	return s, explain(err)
}

// DocumentsWithText lists the documents, also those in the bin, that have the text.
func (tx *Tx) DocumentsWithText(hash qda.Hash) ([]qda.Document, error) {
	return List[qda.Document](tx, Eq{"text_hash": hash})
}
