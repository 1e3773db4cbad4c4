package extract

import (
	"context"
	"errors"
	"time"

	"articula/internal/qda"
)

func errBroken(name string) *qda.Error {
	return qda.E(qda.Damaged, "extract.broken", "{name} is damaged or is not what its ending says, so nothing of it was imported. Open it in the program that made it, save it again and import that.", "name", name)
}

func errEmpty(name string) *qda.Error {
	return qda.E(qda.Invalid, "extract.empty", "{name} holds no text, so nothing of it was imported.", "name", name)
}

// TooLarge is the error for a file of more bytes than the limit, for a caller that
// sees its size before reading it.
func TooLarge(name string, size, limit int64) error { return errFileTooLarge(name, size, limit) }

func errFileTooLarge(name string, size, limit int64) *qda.Error {
	return qda.E(qda.Invalid, "extract.file_too_large", "{name} has {size} MB, more than the {limit} MB that one file may have, so nothing of it was imported. Split it and import the pieces.", "name", name, "size", (size+1<<20-1)>>20, "limit", limit>>20)
}

func errTooMuchText(name string) *qda.Error {
	return qda.E(qda.Invalid, "extract.too_much_text", "{name} holds more text than one document can have, so nothing of it was imported. Split it and import the pieces.", "name", name)
}

func errTooManyPages(name string, pages, limit int) *qda.Error {
	return qda.E(qda.Invalid, "extract.too_many_pages", "{name} has {pages} pages, more than the {limit} that one document can have, so nothing of it was imported. Split it and import the pieces.", "name", name, "pages", pages, "limit", limit)
}

func errInflates(name string) *qda.Error {
	return qda.E(qda.Invalid, "extract.inflates", "{name} unpacks to far more than a document holds, as a trap would, so it was not read and nothing of it was imported.", "name", name)
}

func errTooDeep(name string) *qda.Error {
	return qda.E(qda.Invalid, "extract.too_deep", "{name} is nested far deeper than any document, as a trap would be, so it was not read and nothing of it was imported.", "name", name)
}

func errTag(name string) *qda.Error {
	return qda.E(qda.Invalid, "extract.tag_too_long", "{name} holds a single tag longer than any document has, as a trap would, so it was not read and nothing of it was imported.", "name", name)
}

func errDoctype(name string) *qda.Error {
	return qda.E(qda.Invalid, "extract.doctype", "{name} declares its own XML document type, which documents never do and traps often do, so it was not read and nothing of it was imported.", "name", name)
}

func errPassword(name string) *qda.Error {
	return qda.E(qda.Invalid, "extract.password", "{name} is protected by a password, so nothing of it was imported. Open it, save it without the password and import that.", "name", name)
}

func errScan(name string, pages int) *qda.Error {
	return qda.E(qda.Unsupported, "extract.pdf_scan", "{name} is a scan: its {pages} pages are pictures without text, so nothing of it was imported. Have a text recognition program (OCR) add a text layer and import the result.", "name", name, "pages", pages)
}

func errEncoding(encoding string) *qda.Error {
	return qda.E(qda.Invalid, "extract.unknown_encoding", "There is no text encoding {encoding}. Choose one of the list, such as utf-8, windows-1252 or utf-16le.", "encoding", encoding)
}

func errNotText(name string) *qda.Error {
	return qda.E(qda.Unsupported, "extract.not_text", "{name} is not a text in any form that is known here, so nothing of it was imported. Save it as DOCX, ODT, PDF or plain text and import that.", "name", name)
}

func errEngine(cause error) *qda.Error {
	return qda.E(qda.Internal, "extract.engine", "The PDF reader could not be started, so no PDF can be imported now; other files can.").Because(cause)
}

func errTooLong(name string, limit time.Duration) *qda.Error {
	return qda.E(qda.Invalid, "extract.too_long", "{name} could not be read within {seconds} seconds, so reading it was stopped and nothing of it was imported. If it is not a trap, save it as plain text or split it and import that.", "name", name, "seconds", int(limit.Seconds()))
}

func errTooMuchMemory(name string) *qda.Error {
	return qda.E(qda.Invalid, "extract.too_much_memory", "{name} needs more memory to be read than any document should, so reading it was stopped and nothing of it was imported. If it is not a trap, save it as plain text or split it and import that.", "name", name)
}

func errChildDied(name string) *qda.Error {
	return qda.E(qda.Damaged, "extract.reader_died", "{name} could not be read: the part of the program that reads files broke on it. Nothing of it was imported and nothing else was touched. Save it in another format, such as plain text, and import that.", "name", name)
}

func errNoChild(cause error) *qda.Error {
	return qda.E(qda.Internal, "extract.no_reader", "The part of the program that reads files could not be started, so nothing was imported. Start the program again.").Because(cause)
}

func errCancelled(cause error) *qda.Error {
	return qda.E(qda.Cancelled, "extract.cancelled", "The import was stopped; what had come in before is kept.").Because(cause)
}

// explain turns what a reader returned into a sentence.
func (d *draft) explain(err error) error {
	var e *qda.Error
	switch {
	case errors.As(err, &e):
		return e
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return errCancelled(err)
	}
	return errBroken(d.o.Name).Because(err)
}
