package cli

import "github.com/alecthomas/kong"

// grammar is the whole command line. Every command names the project file first. A
// new command is a struct in a file of its own, with Run and Examples, and a line
// here; what it prints with --json goes into doc.go and testdata/contract.txt.
type grammar struct {
	VersionFlag kong.VersionFlag `name:"version" help:"Print the version."`

	New               newCmd               `cmd:"" group:"project" help:"Make a project."`
	Sample            sampleCmd            `cmd:"" group:"project" help:"Make the sample project."`
	Info              infoCmd              `cmd:"" group:"project" help:"Say what a project holds."`
	Project           projectCmd           `cmd:"" group:"project" help:"Change the title or description of a project."`
	Check             checkCmd             `cmd:"" group:"project" help:"Verify a project: file, log, texts, quotes, trees, references."`
	Backup            backupCmd            `cmd:"" group:"project" help:"Make a verified copy, or list copies."`
	Restore           restoreCmd           `cmd:"" group:"project" help:"Make a project of a backup."`
	Import            importCmd            `cmd:"" group:"documents" help:"Import documents, folders with everything in them, and projects of other programs."`
	Documents         documentsCmd         `cmd:"" group:"documents" help:"List the documents."`
	Document          documentCmd          `cmd:"" group:"documents" help:"Show or change what is known of a document."`
	Text              textCmd              `cmd:"" group:"documents" help:"Print the text of a document, exactly."`
	Speaker           speakerCmd           `cmd:"" group:"documents" help:"Show or change what is known of a speaker of a transcript."`
	Cases             casesCmd             `cmd:"" group:"documents" help:"Show the tree of cases."`
	Case              caseCmd              `cmd:"" group:"documents" help:"Make a case, link documents to it, or change it."`
	Codes             codesCmd             `cmd:"" group:"codes" help:"Show the code tree with its counts."`
	Codebook          codebookCmd          `cmd:"" group:"codes" help:"Change the code tree, import or export it."`
	Facets            facetsCmd            `cmd:"" group:"codes" help:"List the facets and their values."`
	Code              codeCmd              `cmd:"" group:"coding" help:"Code a passage."`
	Uncode            uncodeCmd            `cmd:"" group:"coding" help:"Take codings away."`
	Resize            resizeCmd            `cmd:"" group:"coding" help:"Give a coding other ends."`
	Recode            recodeCmd            `cmd:"" group:"coding" help:"Give codings another code; they keep identity, memos and history."`
	Facet             facetCmd             `cmd:"" group:"coding" help:"Set or take away facets of codings."`
	Weigh             weighCmd             `cmd:"" group:"coding" help:"Say how important a coding is."`
	InVivo            inVivoCmd            `cmd:"" name:"in-vivo" group:"coding" help:"Make a code of the words themselves and apply it."`
	Memos             memosCmd             `cmd:"" group:"coding" help:"List memos, or write them to a file."`
	Memo              memoCmd              `cmd:"" group:"coding" help:"Write, change or delete a memo."`
	Links             linksCmd             `cmd:"" group:"coding" help:"List links between passages."`
	Link              linkCmd              `cmd:"" group:"coding" help:"Link two passages, or change or delete a link."`
	Unplaced          unplacedCmd          `cmd:"" group:"coding" help:"List codings of areas and times that came from other programs and that no text has a place for."`
	Segments          segmentsCmd          `cmd:"" group:"retrieval" help:"Retrieve coded passages."`
	Search            searchCmd            `cmd:"" group:"retrieval" help:"Search texts, memos and codes; code the hits."`
	Query             queryCmd             `cmd:"" group:"retrieval" help:"Keep retrievals and searches under a name, and run them."`
	Terms             termsCmd             `cmd:"" group:"retrieval" help:"Groups of words that mean one thing; a search for {name} finds them all."`
	Export            exportCmd            `cmd:"" group:"retrieval" help:"Write one row per coding, a dataset for statistics, or the project as QDPX."`
	Pseudonyms        pseudonymsCmd        `cmd:"" group:"retrieval" help:"Names that must not leave the project: replace them, and find what may still tell who somebody is."`
	Reindex           reindexCmd           `cmd:"" group:"retrieval" help:"Build the search index anew."`
	Matrix            matrixCmd            `cmd:"" group:"comparing" help:"Count how often codes, cases, attributes and facets meet; open a cell."`
	Coverage          coverageCmd          `cmd:"" group:"comparing" help:"Who speaks where, and what nobody coded."`
	Gap               gapCmd               `cmd:"" group:"comparing" help:"Hold what formal documents say against what people say."`
	Synthesis         synthesisCmd         `cmd:"" group:"comparing" help:"Findings for each case and dimension, resting on cited passages."`
	Actors            actorsCmd            `cmd:"" group:"comparing" help:"Actors, where texts name them, and who coordinates with whom."`
	CaseSheet         caseSheetCmd         `cmd:"" name:"case-sheet" group:"comparing" help:"Everything about one case."`
	Attributes        attributesCmd        `cmd:"" group:"comparing" help:"List the attributes of cases, documents and speakers."`
	AttributeTable    attributeTableCmd    `cmd:"" name:"attribute-table" group:"comparing" help:"What is said of every case, document or speaker, as a table."`
	Value             valueCmd             `cmd:"" group:"comparing" help:"Show or set what an attribute is for a case or document."`
	Table             tableCmd             `cmd:"" group:"comparing" help:"Take over cases and attributes from CSV or XLSX."`
	Qualify           qualifyCmd           `cmd:"" group:"comparing" help:"Set or take away a facet on all codings that meet a condition."`
	Translate         translateCmd         `cmd:"" group:"comparing" help:"Give a coding or citation a wording in another language."`
	PassageLanguage   passageLanguageCmd   `cmd:"" name:"passage-language" group:"comparing" help:"Say or show which passages of a document are in another language."`
	Translations      translationsCmd      `cmd:"" group:"comparing" help:"List the wordings of a coding or citation in other languages."`
	Citations         citationsCmd         `cmd:"" group:"comparing" help:"List the passages on which a finding, a value or a coordination rests."`
	Citation          citationCmd          `cmd:"" group:"comparing" help:"Show, change or delete a citation."`
	Report            reportCmd            `cmd:"" group:"comparing" help:"Write a report as DOCX, HTML or XLSX."`
	Agreement         agreementCmd         `cmd:"" group:"team" help:"Compare coders: coefficients, and the passages behind them."`
	Unitizing         unitizingCmd         `cmd:"" group:"team" help:"Compare how coders cut texts: u-alpha, gamma, boundaries."`
	AgreementSettings agreementSettingsCmd `cmd:"" name:"agreement-settings" group:"team" help:"Show or choose how the project compares coders."`
	Round             roundCmd             `cmd:"" group:"team" help:"Plan who codes what, finish, and look at how far it is."`
	Packet            packetCmd            `cmd:"" group:"team" help:"Hand documents out to a coder, and hand the work back."`
	Merge             mergeCmd             `cmd:"" group:"team" help:"Bring another copy of the project, or a packet, in."`
	Conflicts         conflictsCmd         `cmd:"" group:"team" help:"List what merges left for a person to decide, or decide it."`
	Decide            decisionCmd          `cmd:"" name:"adjudicate" group:"team" help:"Decide on differences; compare coders with what was decided."`
	Follow            followCmd            `cmd:"" name:"consistency" group:"team" help:"Follow agreement over rounds, a coder against herself, and drift."`
	Log               logCmd               `cmd:"" group:"history" help:"Tell what was done: who, when, what."`
	Undo              undoCmd              `cmd:"" group:"history" help:"Take back the coder's nearest action."`
	Redo              redoCmd              `cmd:"" group:"history" help:"Do the nearest undone action again."`
	Revert            revertCmd            `cmd:"" group:"history" help:"Take back one action out of turn."`
	Snapshot          snapshotCmd          `cmd:"" group:"history" help:"Name the present state, list named states, or restore one."`
}

// file is the project that a command works on.
type file struct {
	File string `arg:"" help:"The project file." type:"path"`
}

// output chooses between text for people and JSON for programs.
type output struct {
	JSON bool `name:"json" help:"Write JSON; its form is stable and documented."`
}

// worker says as whom a command works.
type worker struct {
	Coder string `help:"The coder who works. Without it: the one whom a packet is meant for, else the only coder of the project, else the person at the computer." env:"ARTICULA_CODER" placeholder:"NAME"`
}

// onProject is what most commands have: a project, who works on it, and how the
// answer is written.
type onProject struct {
	file
	worker
	output
}
