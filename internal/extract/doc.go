// Package extract reads files and gives their text and the structure beside it:
// bytes in, values out. It knows nothing of projects, stores or indexes.
//
// The words:
//
//   - A format is a kind of file ([Formats]). It is recognised by the content of
//     the file first and by the ending of its name only where the content leaves
//     a choice, as between plain text and Markdown.
//   - A reader turns the bytes of one format into a draft: blocks in reading
//     order, with what is known about each.
//   - A draft becomes a [Result]: one normalised text, and a [qda.Structure]
//     whose parts are spans of code points of that text.
//   - A turn is what one speaker says. Turns are found in the text of every
//     format by the same rules, unless the format itself names the speakers.
//   - A warning says what was left out, changed or doubtful. Nothing is left out
//     without one.
//
// # What holds for every result
//
//   - The text is valid UTF-8 and normal ([textpos.Normalise] leaves it as it is).
//   - The same bytes and options give the same text and structure.
//   - Every line of the text that is not blank lies in exactly one block; blocks
//     are ordered and never overlap.
//   - Pages, if there are any, cover the text without gaps.
//   - Turns never overlap; a turn starts with its label.
//   - Parts are sorted by start, the longest first, then by kind.
//   - Plain text is kept exactly as it came, but for its encoding and line ends.
//     Other formats give one line per paragraph, with soft hyphens, running
//     headers and markup left out.
//
// [Check] verifies these, in tests and on everything that a worker hands back.
//
// # Isolation
//
// A file may be broken or hostile, so [Runner] parses in a child process of the
// same program, which has limits on memory and time, and which dies alone.
// [Bytes] is the same reading without that wall: for the child, tests and fuzzing.
// No reader opens a file, resolves an external reference or connects to anything.
//
// The limits of containers follow the usual advice against archive bombs and
// hostile XML: a cap on entries, on inflated bytes and on their ratio, no DOCTYPE,
// a cap on nesting and on the length of one tag.
package extract
