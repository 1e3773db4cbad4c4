// Package qda holds the domain types of qualitative institutional analysis and
// the kinds of error that every other package speaks of. It imports nothing of
// the project and nothing from third parties.
//
// The words, as the whole program uses them:
//
//   - A document is what is read: a law, a manual, an interview. Its text never
//     changes; a correction is a new text together with a revision.
//   - A part is a piece of a document's structure kept beside the text: heading,
//     paragraph, turn, page, footnote, table row.
//   - A turn is what one speaker says in a transcript; a speaker has a role.
//   - A case is what is compared: a programme or coordination in a country.
//     Cases form a tree.
//   - A code is a node of the code tree. Every node can be applied to text
//     unless it is a folder.
//   - A coding is a code applied by a coder, in a round, to a span of a document.
//   - A segment is the coded text when it is retrieved.
//   - A facet is a qualifier on a coding or relation, from a small controlled
//     list: level, mechanism, direction, influence, actor.
//   - An attribute is a typed value on a case, document or speaker, resting on
//     the passages that justify it.
//   - A finding cell is the statement for one case and one dimension, with the
//     passages that it cites.
//   - An operation is one action of a person in the log.
//
// # Positions
//
// Every position in the program is a Unicode code point index into a document's
// normalised text; every range is half-open, [start, end). UTF-8 bytes and
// UTF-16 units exist only at the edges, as distinct types of package textpos.
//
// # Records
//
// The types that implement [Record] are what a project consists of. Their fields
// carry a `log` tag: the name of the field in the operation log, which is also
// the name of its column, and where they point at another record a `ref` tag:
// "document" names the kind that must exist, "a|b" one of several, "@owner_entity"
// the field that says which. What happens when the target is deleted follows the
// comma: "cascade" deletes this record too, "clear" sets the field to none, and
// without either the deletion is refused. A zero [ID] or [Hash] stands for "none".
// Adding a field is a change of the file format; see package store.
package qda
