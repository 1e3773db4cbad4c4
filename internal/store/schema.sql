-- The project file, version 1; what later versions added stands in migrate.go. {{int}} {{blob}} {{strict}} are the only words that
-- differ between database engines. Foreign keys are deferred: an operation may
-- change records in any order and must fit together when it ends.
--
-- Identities are 16 bytes, hashes 32. Positions are code points, half-open.
-- Times are RFC 3339 in UTC with milliseconds; '' is "not yet" or "not known".
-- Every table from "project" to "preserved" is a record of package qda, with the
-- columns in the order of its fields; all changes to them are in the log.

-- ---------------------------------------------------------------- the log

-- One row: counters that every writing transaction takes its turn on.
CREATE TABLE head (
  id          {{int}} NOT NULL PRIMARY KEY CHECK (id = 1),
  seq         {{int}} NOT NULL,   -- last op.seq handed out
  lamport     {{int}} NOT NULL    -- largest logical time seen
){{strict}};

-- One writing session of one coder: minted when a file is opened and first
-- written to, so that a copied file can never hand out an identity twice.
CREATE TABLE session (
  id          {{blob}} NOT NULL PRIMARY KEY,
  coder_id    {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  device      TEXT NOT NULL,
  app_version TEXT NOT NULL,
  started_at  TEXT NOT NULL
){{strict}};

-- Append-only. One row is one action of one person. (session_id, n) is the
-- identity that travels; seq is only the order of arrival in this file.
CREATE TABLE op (
  seq            {{int}} NOT NULL PRIMARY KEY,
  session_id     {{blob}} NOT NULL REFERENCES session(id) DEFERRABLE INITIALLY DEFERRED,
  n              {{int}} NOT NULL,
  lamport        {{int}} NOT NULL,
  at             TEXT NOT NULL,
  kind           TEXT NOT NULL,
  undoes_session {{blob}},
  undoes_n       {{int}} NOT NULL,
  merged_by      {{int}} NOT NULL,  -- 0, or the seq of the merge that brought it: its effect is in that operation
  packed         {{int}} NOT NULL,  -- 1 if the payload is compressed
  payload        {{blob}} NOT NULL, -- the changes, see package oplog
  hash           {{blob}} NOT NULL, -- chain within the session
  UNIQUE (session_id, n)
){{strict}};

-- Which records an operation touched: for the history of one thing and for the index.
CREATE TABLE op_target (
  entity TEXT NOT NULL,
  id     {{blob}} NOT NULL,
  seq    {{int}} NOT NULL REFERENCES op(seq) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (id, entity, seq)
){{strict}};
CREATE INDEX op_target_seq ON op_target(seq);

-- ---------------------------------------------------------------- content

-- Immutable and named by its hash; never in the log, never changed.
CREATE TABLE text (
  hash   {{blob}} NOT NULL PRIMARY KEY,  -- SHA-256 of body as UTF-8
  body   TEXT NOT NULL,
  runes  {{int}} NOT NULL,
  norm   {{int}} NOT NULL,               -- rules of normalisation, see package textpos
  staged {{int}} NOT NULL                -- 1 while an import has not ended; such rows are swept away
){{strict}};

CREATE TABLE source (
  hash       {{blob}} NOT NULL PRIMARY KEY,  -- SHA-256 of bytes: the imported file as it was
  media_type TEXT NOT NULL,
  bytes      {{blob}} NOT NULL,
  staged     {{int}} NOT NULL
){{strict}};

CREATE TABLE structure (
  hash      {{blob}} NOT NULL PRIMARY KEY,   -- SHA-256 of body
  text_hash {{blob}} NOT NULL REFERENCES text(hash) DEFERRABLE INITIALLY DEFERRED,
  body      TEXT NOT NULL,                   -- JSON: qda.Structure
  staged    {{int}} NOT NULL
){{strict}};

-- ---------------------------------------------------------------- records

CREATE TABLE project (
  id          {{blob}} NOT NULL PRIMARY KEY,
  title       TEXT NOT NULL,
  description TEXT NOT NULL,
  lang        TEXT NOT NULL,
  settings    TEXT NOT NULL,
  created_at  TEXT NOT NULL
){{strict}};

CREATE TABLE coder (
  id       {{blob}} NOT NULL PRIMARY KEY,
  name     TEXT NOT NULL,
  initials TEXT NOT NULL,
  color    TEXT NOT NULL,
  role     TEXT NOT NULL
){{strict}};

CREATE TABLE document (
  id             {{blob}} NOT NULL PRIMARY KEY,
  title          TEXT NOT NULL,
  file_name      TEXT NOT NULL,
  kind           TEXT NOT NULL,
  lang           TEXT NOT NULL,
  date           TEXT NOT NULL,
  jurisdiction   TEXT NOT NULL,
  description    TEXT NOT NULL,
  text_hash      {{blob}} NOT NULL REFERENCES text(hash) DEFERRABLE INITIALLY DEFERRED,
  source_hash    {{blob}} REFERENCES source(hash) DEFERRABLE INITIALLY DEFERRED,
  structure_hash {{blob}} REFERENCES structure(hash) DEFERRABLE INITIALLY DEFERRED,
  encoding       TEXT NOT NULL,
  pos            TEXT NOT NULL,
  created_at     TEXT NOT NULL,
  deleted_at     TEXT NOT NULL
){{strict}};
CREATE INDEX document_text ON document(text_hash);
CREATE INDEX document_source ON document(source_hash);

CREATE TABLE revision (
  id          {{blob}} NOT NULL PRIMARY KEY,
  document_id {{blob}} NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  from_hash   {{blob}} NOT NULL REFERENCES text(hash) DEFERRABLE INITIALLY DEFERRED,
  to_hash     {{blob}} NOT NULL REFERENCES text(hash) DEFERRABLE INITIALLY DEFERRED,
  edits       TEXT NOT NULL,
  reason      TEXT NOT NULL,
  note        TEXT NOT NULL,
  coder_id    {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at          TEXT NOT NULL
){{strict}};
CREATE INDEX revision_document ON revision(document_id);

CREATE TABLE speaker (
  id          {{blob}} NOT NULL PRIMARY KEY,
  document_id {{blob}} NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  name        TEXT NOT NULL,
  role        TEXT NOT NULL,
  note        TEXT NOT NULL
){{strict}};
CREATE INDEX speaker_document ON speaker(document_id);

CREATE TABLE case_unit (
  id          {{blob}} NOT NULL PRIMARY KEY,
  parent_id   {{blob}} REFERENCES case_unit(id) DEFERRABLE INITIALLY DEFERRED,
  name        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  pos         TEXT NOT NULL,
  description TEXT NOT NULL,
  deleted_at  TEXT NOT NULL
){{strict}};

CREATE TABLE case_span (
  id          {{blob}} NOT NULL PRIMARY KEY,
  case_id     {{blob}} NOT NULL REFERENCES case_unit(id) DEFERRABLE INITIALLY DEFERRED,
  document_id {{blob}} NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  whole       {{int}} NOT NULL,
  start_pos   {{int}} NOT NULL,
  end_pos     {{int}} NOT NULL,
  CHECK (0 <= start_pos AND start_pos <= end_pos)
){{strict}};
CREATE INDEX case_span_document ON case_span(document_id);
CREATE INDEX case_span_case ON case_span(case_id);

CREATE TABLE attribute (
  id         {{blob}} NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  scope      TEXT NOT NULL,
  type       TEXT NOT NULL,
  definition TEXT NOT NULL,
  pos        TEXT NOT NULL
){{strict}};

CREATE TABLE choice (
  id           {{blob}} NOT NULL PRIMARY KEY,
  attribute_id {{blob}} NOT NULL REFERENCES attribute(id) DEFERRABLE INITIALLY DEFERRED,
  name         TEXT NOT NULL,
  definition   TEXT NOT NULL,
  pos          TEXT NOT NULL
){{strict}};

CREATE TABLE attribute_value (
  id           {{blob}} NOT NULL PRIMARY KEY,
  attribute_id {{blob}} NOT NULL REFERENCES attribute(id) DEFERRABLE INITIALLY DEFERRED,
  owner_id     {{blob}} NOT NULL,
  value        TEXT NOT NULL,
  status       TEXT NOT NULL,
  alternatives TEXT NOT NULL,
  note         TEXT NOT NULL,
  coder_id     {{blob}} REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at           TEXT NOT NULL
){{strict}};
CREATE INDEX attribute_value_owner ON attribute_value(owner_id);

CREATE TABLE code (
  id           {{blob}} NOT NULL PRIMARY KEY,
  parent_id    {{blob}} REFERENCES code(id) DEFERRABLE INITIALLY DEFERRED,
  pos          TEXT NOT NULL,
  name         TEXT NOT NULL,
  color        TEXT NOT NULL,
  folder       {{int}} NOT NULL,
  definition   TEXT NOT NULL,
  include_when TEXT NOT NULL,
  exclude_when TEXT NOT NULL,
  example      TEXT NOT NULL,
  merged_into  {{blob}} REFERENCES code(id) DEFERRABLE INITIALLY DEFERRED,
  created_at   TEXT NOT NULL,
  deleted_at   TEXT NOT NULL
){{strict}};
CREATE INDEX code_parent ON code(parent_id, pos);

CREATE TABLE label (
  id           {{blob}} NOT NULL PRIMARY KEY,
  owner_id     {{blob}} NOT NULL,
  owner_entity TEXT NOT NULL,
  field        TEXT NOT NULL,
  lang         TEXT NOT NULL,
  text         TEXT NOT NULL
){{strict}};
CREATE UNIQUE INDEX label_natural ON label(owner_id, field, lang);

CREATE TABLE codebook_version (
  id       {{blob}} NOT NULL PRIMARY KEY,
  label    TEXT NOT NULL,
  note     TEXT NOT NULL,
  body     TEXT NOT NULL,
  hash     {{blob}} NOT NULL,
  coder_id {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at       TEXT NOT NULL
){{strict}};

CREATE TABLE facet (
  id         {{blob}} NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  definition TEXT NOT NULL,
  actors     {{int}} NOT NULL,
  multiple   {{int}} NOT NULL,
  pos        TEXT NOT NULL,
  deleted_at TEXT NOT NULL
){{strict}};

CREATE TABLE facet_value (
  id         {{blob}} NOT NULL PRIMARY KEY,
  facet_id   {{blob}} NOT NULL REFERENCES facet(id) DEFERRABLE INITIALLY DEFERRED,
  name       TEXT NOT NULL,
  definition TEXT NOT NULL,
  shortcut   TEXT NOT NULL,
  pos        TEXT NOT NULL,
  deleted_at TEXT NOT NULL
){{strict}};

CREATE TABLE round (
  id                  {{blob}} NOT NULL PRIMARY KEY,
  label               TEXT NOT NULL,
  kind                TEXT NOT NULL,
  blind               {{int}} NOT NULL,
  of_round_id         {{blob}} REFERENCES round(id) DEFERRABLE INITIALLY DEFERRED,
  codebook_version_id {{blob}} REFERENCES codebook_version(id) DEFERRABLE INITIALLY DEFERRED,
  plan                TEXT NOT NULL,
  pos                 TEXT NOT NULL,
  created_at          TEXT NOT NULL,
  unlocked_at         TEXT NOT NULL
){{strict}};

CREATE TABLE assignment (
  id          {{blob}} NOT NULL PRIMARY KEY,
  round_id    {{blob}} NOT NULL REFERENCES round(id) DEFERRABLE INITIALLY DEFERRED,
  document_id {{blob}} NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  coder_id    {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  state       TEXT NOT NULL,
  finished_at TEXT NOT NULL
){{strict}};
CREATE UNIQUE INDEX assignment_natural ON assignment(round_id, document_id, coder_id);

CREATE TABLE coding (
  id          {{blob}} NOT NULL PRIMARY KEY,
  document_id {{blob}} NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  text_hash   {{blob}} NOT NULL REFERENCES text(hash) DEFERRABLE INITIALLY DEFERRED,
  code_id     {{blob}} NOT NULL REFERENCES code(id) DEFERRABLE INITIALLY DEFERRED,
  coder_id    {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  round_id    {{blob}} NOT NULL REFERENCES round(id) DEFERRABLE INITIALLY DEFERRED,
  start_pos   {{int}} NOT NULL,
  end_pos     {{int}} NOT NULL,
  quote       TEXT NOT NULL,
  weight      {{int}} NOT NULL,
  created_at  TEXT NOT NULL,
  CHECK (0 <= start_pos AND start_pos < end_pos)
){{strict}};
CREATE UNIQUE INDEX coding_natural ON coding(document_id, start_pos, end_pos, code_id, coder_id, round_id);
CREATE INDEX coding_by_code ON coding(code_id, document_id, start_pos, end_pos);

CREATE TABLE qualifier (
  id           {{blob}} NOT NULL PRIMARY KEY,
  owner_id     {{blob}} NOT NULL,
  owner_entity TEXT NOT NULL,
  facet_id     {{blob}} NOT NULL REFERENCES facet(id) DEFERRABLE INITIALLY DEFERRED,
  value_id     {{blob}} NOT NULL
){{strict}};
CREATE UNIQUE INDEX qualifier_natural ON qualifier(owner_id, facet_id, value_id);

CREATE TABLE memo (
  id           {{blob}} NOT NULL PRIMARY KEY,
  kind         TEXT NOT NULL,
  title        TEXT NOT NULL,
  body         TEXT NOT NULL,
  coder_id     {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  owner_entity TEXT NOT NULL,
  owner_id     {{blob}},
  created_at   TEXT NOT NULL,
  changed_at   TEXT NOT NULL
){{strict}};
CREATE INDEX memo_owner ON memo(owner_id);

CREATE TABLE link (
  id               {{blob}} NOT NULL PRIMARY KEY,
  kind             TEXT NOT NULL,
  from_document_id {{blob}} NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  from_text_hash   {{blob}} NOT NULL REFERENCES text(hash) DEFERRABLE INITIALLY DEFERRED,
  from_start_pos   {{int}} NOT NULL,
  from_end_pos     {{int}} NOT NULL,
  from_quote       TEXT NOT NULL,
  to_document_id   {{blob}} NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  to_text_hash     {{blob}} NOT NULL REFERENCES text(hash) DEFERRABLE INITIALLY DEFERRED,
  to_start_pos     {{int}} NOT NULL,
  to_end_pos       {{int}} NOT NULL,
  to_quote         TEXT NOT NULL,
  note             TEXT NOT NULL,
  coder_id         {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  created_at       TEXT NOT NULL,
  CHECK (0 <= from_start_pos AND from_start_pos < from_end_pos),
  CHECK (0 <= to_start_pos AND to_start_pos < to_end_pos)
){{strict}};
CREATE INDEX link_from ON link(from_document_id);
CREATE INDEX link_to ON link(to_document_id);

CREATE TABLE actor (
  id          {{blob}} NOT NULL PRIMARY KEY,
  name        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  parent_id   {{blob}} REFERENCES actor(id) DEFERRABLE INITIALLY DEFERRED,
  description TEXT NOT NULL,
  pos         TEXT NOT NULL,
  deleted_at  TEXT NOT NULL
){{strict}};

CREATE TABLE actor_name (
  id       {{blob}} NOT NULL PRIMARY KEY,
  actor_id {{blob}} NOT NULL REFERENCES actor(id) DEFERRABLE INITIALLY DEFERRED,
  name     TEXT NOT NULL,
  lang     TEXT NOT NULL,
  acronym  {{int}} NOT NULL
){{strict}};
CREATE INDEX actor_name_actor ON actor_name(actor_id);

CREATE TABLE relation (
  id       {{blob}} NOT NULL PRIMARY KEY,
  from_id  {{blob}} NOT NULL REFERENCES actor(id) DEFERRABLE INITIALLY DEFERRED,
  to_id    {{blob}} NOT NULL REFERENCES actor(id) DEFERRABLE INITIALLY DEFERRED,
  case_id  {{blob}} REFERENCES case_unit(id) DEFERRABLE INITIALLY DEFERRED,
  strength {{int}} NOT NULL,
  note     TEXT NOT NULL,
  coder_id {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at       TEXT NOT NULL
){{strict}};

CREATE TABLE synthesis (
  id    {{blob}} NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  rows  TEXT NOT NULL,
  pos   TEXT NOT NULL
){{strict}};

CREATE TABLE dimension (
  id           {{blob}} NOT NULL PRIMARY KEY,
  synthesis_id {{blob}} NOT NULL REFERENCES synthesis(id) DEFERRABLE INITIALLY DEFERRED,
  title        TEXT NOT NULL,
  kind         TEXT NOT NULL,
  code_id      {{blob}} REFERENCES code(id) DEFERRABLE INITIALLY DEFERRED,
  query        TEXT NOT NULL,
  pos          TEXT NOT NULL
){{strict}};

CREATE TABLE cell (
  id           {{blob}} NOT NULL PRIMARY KEY,
  dimension_id {{blob}} NOT NULL REFERENCES dimension(id) DEFERRABLE INITIALLY DEFERRED,
  case_id      {{blob}} NOT NULL REFERENCES case_unit(id) DEFERRABLE INITIALLY DEFERRED,
  part         {{int}} NOT NULL,
  statement    TEXT NOT NULL,
  status       TEXT NOT NULL,
  evidence     TEXT NOT NULL,
  coder_id     {{blob}} REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at           TEXT NOT NULL
){{strict}};
CREATE UNIQUE INDEX cell_natural ON cell(dimension_id, case_id, part);

CREATE TABLE citation (
  id           {{blob}} NOT NULL PRIMARY KEY,
  owner_id     {{blob}} NOT NULL,
  owner_entity TEXT NOT NULL,
  document_id  {{blob}} NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  text_hash    {{blob}} NOT NULL REFERENCES text(hash) DEFERRABLE INITIALLY DEFERRED,
  start_pos    {{int}} NOT NULL,
  end_pos      {{int}} NOT NULL,
  quote        TEXT NOT NULL,
  coding_id    {{blob}} REFERENCES coding(id) DEFERRABLE INITIALLY DEFERRED,
  role         TEXT NOT NULL,
  pos          TEXT NOT NULL,
  coder_id     {{blob}} REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  created_at   TEXT NOT NULL,
  CHECK (0 <= start_pos AND start_pos < end_pos)
){{strict}};
CREATE INDEX citation_owner ON citation(owner_id);
CREATE INDEX citation_document ON citation(document_id);
CREATE INDEX citation_coding ON citation(coding_id);

CREATE TABLE translation (
  id           {{blob}} NOT NULL PRIMARY KEY,
  owner_id     {{blob}} NOT NULL,
  owner_entity TEXT NOT NULL,
  lang         TEXT NOT NULL,
  text         TEXT NOT NULL,
  translator   TEXT NOT NULL,
  status       TEXT NOT NULL,
  at           TEXT NOT NULL
){{strict}};
CREATE UNIQUE INDEX translation_natural ON translation(owner_id, lang);

CREATE TABLE decision (
  id                  {{blob}} NOT NULL PRIMARY KEY,
  round_id            {{blob}} NOT NULL REFERENCES round(id) DEFERRABLE INITIALLY DEFERRED,
  document_id         {{blob}} NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  code_id             {{blob}} NOT NULL REFERENCES code(id) DEFERRABLE INITIALLY DEFERRED,
  start_pos           {{int}} NOT NULL,
  end_pos             {{int}} NOT NULL,
  choice              TEXT NOT NULL,
  reason              TEXT NOT NULL,
  note                TEXT NOT NULL,
  sides               TEXT NOT NULL,
  codebook_version_id {{blob}} REFERENCES codebook_version(id) DEFERRABLE INITIALLY DEFERRED,
  coder_id            {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at                  TEXT NOT NULL,
  CHECK (0 <= start_pos AND start_pos <= end_pos)
){{strict}};
CREATE INDEX decision_document ON decision(document_id, round_id);

CREATE TABLE merge_conflict (
  id            {{blob}} NOT NULL PRIMARY KEY,
  target_entity TEXT NOT NULL,
  target_id     {{blob}} NOT NULL,
  field         TEXT NOT NULL,
  ours          TEXT NOT NULL,
  theirs        TEXT NOT NULL,
  state         TEXT NOT NULL,
  coder_id      {{blob}} REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at            TEXT NOT NULL
){{strict}};

CREATE TABLE item_set (
  id            {{blob}} NOT NULL PRIMARY KEY,
  name          TEXT NOT NULL,
  target_entity TEXT NOT NULL,
  description   TEXT NOT NULL,
  pos           TEXT NOT NULL
){{strict}};

CREATE TABLE set_member (
  id            {{blob}} NOT NULL PRIMARY KEY,
  set_id        {{blob}} NOT NULL REFERENCES item_set(id) DEFERRABLE INITIALLY DEFERRED,
  target_entity TEXT NOT NULL,
  target_id     {{blob}} NOT NULL,
  pos           TEXT NOT NULL
){{strict}};
CREATE UNIQUE INDEX set_member_natural ON set_member(set_id, target_id);

CREATE TABLE saved_query (
  id       {{blob}} NOT NULL PRIMARY KEY,
  name     TEXT NOT NULL,
  kind     TEXT NOT NULL,
  text     TEXT NOT NULL,
  coder_id {{blob}} REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at       TEXT NOT NULL
){{strict}};

CREATE TABLE term_group (
  id    {{blob}} NOT NULL PRIMARY KEY,
  name  TEXT NOT NULL,
  terms TEXT NOT NULL
){{strict}};

CREATE TABLE snapshot (
  id         {{blob}} NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  session_id {{blob}} NOT NULL REFERENCES session(id) DEFERRABLE INITIALLY DEFERRED,
  n          {{int}} NOT NULL,
  coder_id   {{blob}} NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  at         TEXT NOT NULL
){{strict}};

CREATE TABLE preserved (
  id           {{blob}} NOT NULL PRIMARY KEY,
  owner_id     {{blob}},
  owner_entity TEXT NOT NULL,
  format       TEXT NOT NULL,
  element      TEXT NOT NULL,
  body         TEXT NOT NULL,
  pos          TEXT NOT NULL
){{strict}};
CREATE INDEX preserved_owner ON preserved(owner_id);
