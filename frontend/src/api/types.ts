import type { analysis, bridge, engine, profile, qda } from '../wailsjs/go/models'

export type Ask = bridge.Ask
export type Chosen = bridge.Chosen
export type Description = bridge.Description
export type RecentProject = bridge.RecentProject
export type NewProject = bridge.NewProject
export type ImportChoice = bridge.ImportChoice

export type Layout = profile.Layout

export type AccuracyOn = engine.AccuracyOn
export type AccuracyReport = engine.AccuracyReport
export type ActorNameView = engine.ActorNameView
export type ActorNetwork = engine.ActorNetwork
export type ActorView = engine.ActorView
export type AddCodings = engine.AddCodings
export type AgreementCode = engine.AgreementCode
export type AgreementPair = engine.AgreementPair
export type AgreementQuery = engine.AgreementQuery
export type AgreementReport = engine.AgreementReport
export type AgreementSettings = engine.AgreementSettings
export type AgreementTable = engine.AgreementTable
export type AssignmentView = engine.AssignmentView
export type AttributeTable = engine.AttributeTable
export type AttributeView = engine.AttributeView
export type BackupView = engine.BackupView
export type CaseNode = engine.CaseNode
export type CaseSheet = engine.CaseSheet
export type CaseSpanView = engine.CaseSpanView
export type ChoiceView = engine.ChoiceView
export type CitationView = engine.CitationView
export type Cite = engine.Cite
export type CellDetail = engine.CellDetail
export type CellPassage = engine.CellPassage
export type CellView = engine.CellView
export type CodebookVersion = engine.CodebookVersion
export type CodeHits = engine.CodeHits
export type CodeNode = engine.CodeNode
export type Coverage = engine.Coverage
export type CoderView = engine.CoderView
export type CodingView = engine.CodingView
export type ConflictView = engine.ConflictView
export type Decide = engine.Decide
export type DecidedPassage = engine.DecidedPassage
export type DecisionV = engine.DecisionV
export type DefinitionChange = engine.DefinitionChange
export type Disagreement = engine.Disagreement
export type DimensionView = engine.DimensionView
export type DisagreementPage = engine.DisagreementPage
export type DocumentCoverage = engine.DocumentCoverage
export type DocumentRow = engine.DocumentRow
export type DocumentView = engine.DocumentView
export type DriftReport = engine.DriftReport
export type EditCode = engine.EditCode
export type EditDocument = engine.EditDocument
export type Export = engine.Export
export type FacetValue = engine.FacetValue
export type FacetView = engine.FacetView
export type FacetValueView = engine.FacetValueView
export type FindingView = engine.FindingView
export type FindingVersion = engine.FindingVersion
export type CodebookPreview = engine.CodebookPreview
export type CoveredText = engine.CoveredText
export type GapRow = engine.GapRow
export type HistoryEntry = engine.HistoryEntry
export type HistoryChange = engine.HistoryChange
export type HistoryFilter = engine.HistoryFilter
export type HitPlace = engine.HitPlace
export type Info = engine.Info
export type LinkPassage = engine.LinkPassage
export type LinkView = engine.LinkView
export type LookAgain = engine.LookAgain
export type Matrix = engine.Matrix
export type MatrixBars = engine.MatrixBars
export type MatrixHead = engine.MatrixHead
export type MemoView = engine.MemoView
export type MergeCoders = engine.MergeCoders
export type MergedCoders = engine.MergedCoders
export type ReferenceView = engine.ReferenceView
export type IdentifierFinding = engine.IdentifierFinding
export type IdentifierScan = engine.IdentifierScan
export type MergePreview = engine.MergePreview
export type PairedPlace = engine.PairedPlace
export type PacketKey = bridge.Key
export type PacketMade = engine.PacketMade
export type Part = qda.Part
export type PassageQuery = engine.PassageQuery
export type ExcerptView = engine.ExcerptView
export type PlanExcerpts = engine.PlanExcerpts
export type PlanRound = engine.PlanRound
export type PseudonymView = engine.PseudonymView
export type ReasonTally = engine.ReasonTally
export type Ref = engine.Ref
export type RoundDetail = engine.RoundDetail
export type RoundsOverTime = engine.RoundsOverTime
export type SavedQueryView = engine.SavedQueryView
export type ReportBlock = engine.ReportBlock
export type ReportPreview = engine.ReportPreview
export type ReportQuote = engine.ReportQuote
export type ReportRequest = engine.ReportRequest
export type ReportRun = engine.ReportRun
export type SaveAttribute = engine.SaveAttribute
export type Mention = engine.Mention
export type RelationView = engine.RelationView
export type SearchHit = engine.SearchHit
export type SearchPage = engine.SearchPage
export type SearchQuery = engine.SearchQuery
export type Segment = engine.Segment
export type SegmentPage = engine.SegmentPage
export type SegmentQuery = engine.SegmentQuery
export type SideOf = engine.SideOf
export type SnapshotView = engine.SnapshotView
export type SpeakerView = engine.SpeakerView
export type StabilityReport = engine.StabilityReport
export type Tally = analysis.Tally
export type TermGroupView = engine.TermGroupView
export type TableChoice = bridge.TableChoice
export type TablePreview = engine.TablePreview
export type UnitizingClash = engine.UnitizingClash
export type UnitizingQuery = engine.UnitizingQuery
export type UnitizingReport = engine.UnitizingReport
export type UnitizingValue = engine.UnitizingValue
export type SynthesisRow = engine.SynthesisRow
export type SynthesisView = engine.SynthesisView
export type TranslationView = engine.TranslationView
export type UndoState = engine.UndoState
export type ValueView = engine.ValueView

/** A document that came in; see engine.Imported. */
export interface Imported {
  id: string
  path: string
  title: string
  kind: DocumentKind
  lang: string
  encoding: string
  characters: number
  turns: number
  pages: number
  speakers: number
  warnings: ImportWarning[]
}

/** A file that did not come in; see engine.Skipped. */
export interface Skipped {
  path: string
  reason: string
  code: string
  args?: Record<string, string | number | boolean>
}

/** What was left out or changed on the way in or out; see engine.ImportWarning. */
export interface ImportWarning {
  code: string
  message: string
  count: number
  args?: Record<string, string>
}

/** What happened to some of the things of an entry; see bundle.Remark. */
export interface Remark {
  code: string
  what: string
  args?: Record<string, string>
  /** It travels beside the project, where only this program reads it. */
  beside?: boolean
  count: number
  names: string[]
}

/** The passages of a text as one way of counting places them; see bundle.Seen. */
export interface Seen {
  passages: number
  words: number
  named: number
  exact: number
  begun: number
  split: number
  outside: number
}

/** What became of one kind of thing in a file of another program; see bundle.Entry. */
export interface AccountEntry {
  element: string
  in: number
  stored: number
  kept: number
  left: number
  notes?: Remark[]
}

/** A project of another program; see engine.ProjectReport. */
export interface ProjectReport {
  path: string
  format: string
  origin: string
  elements: AccountEntry[]
  records: { entity: string; in: number; added: number; known: number; filled: number; moved: number; differ: number; hidden: number; dropped: number }[]
  /** Its projects, where the file can hold several. */
  inside: { name: string; documents: number; chosen: boolean }[]
  /** How positions were read where the file does not say. */
  questions: { about: string; source: string; choice: string; other: string; confidence: string; seen: Seen }[]
  differ: number
  documents: { id: string; name: string }[]
}

/** The result of a job of the kind "preview"; see engine.ExportPreview. */
export interface ExportPreview {
  codings: number
  documents: number
  elements: AccountEntry[]
  takes: string[]
  names: number
  open: number
  hidden: number
}

/** The result of a job of the kind "pseudonymise"; see engine.Pseudonymised. */
export interface Pseudonymised {
  documents: { document: { id: string; name: string }; names: number; passages: number }[]
  records: number
  widened: { quote: string }[]
  files: number
  preview: boolean
}

/** Kinds of names, those of package qda. */
export const nameKinds = ['person', 'organisation', 'acronym', 'place', 'role', 'other'] as const
export type NameKind = (typeof nameKinds)[number]

/** For whom something is written, and what that takes out; see engine.SharingProfiles. */
export const profiles = ['team', 'archive', 'publication'] as const
export type Profile = (typeof profiles)[number]

/** The result of a job of the kind "import". */
export interface ImportReport {
  imported: Imported[]
  projects: ProjectReport[]
  skipped: Skipped[]
}

/** The result of a job of the kind "merge"; see engine.MergeResult. */
export interface MergeResult {
  /** The project that it is, where it is no copy of the one at hand. */
  foreign?: Ref
  ops: number
  known: number
  new: Record<string, number>
  changed: Record<string, number>
  removed: Record<string, number>
  codings: { coder: Ref; count: number }[]
  /** A blind round hides a part of what came: it is in none of the numbers. */
  hidden: boolean
  arrived: { entity: string; thing: Ref }[]
  conflicts: ConflictView[]
  unplaced: { entity: string; thing: Ref; why: string; says: string }[]
  same_texts: { ours: Ref; theirs: Ref }[]
  resting: Ref[]
  moved: number
  again: boolean
  seq: number
  backup: string
  joined: number
  decided: number
  left: number
  /** What was made, or would be, of values that the copies held apart. */
  notices: engine.Notice[]
}

/** The result of a job of the kind "table"; see engine.TableImported. */
export interface TableImported {
  cases: number
  attributes: number
  values: number
  replaced: number
  contested: number
  answers: number
  updated: number
  emptied: number
  columns: TablePreview['columns']
  problems: TablePreview['problems']
}

/** Kinds of documents, those of package qda, in the order in which screens show them. */
export const documentKinds = ['law', 'decree', 'manual', 'agreement', 'report', 'interview', 'focus_group', 'field_note', 'other'] as const
export type DocumentKind = (typeof documentKinds)[number]
/** What attributes describe, and the types of their values; see package qda. */
export const scopes = ['case', 'document', 'speaker'] as const
export type Scope = (typeof scopes)[number]
export const valueTypes = ['text', 'number', 'date', 'boolean', 'choice'] as const
export type ValueType = (typeof valueTypes)[number]
export const speakerRoles = ['interviewer', 'authority', 'technical', 'other'] as const
export type SpeakerRole = (typeof speakerRoles)[number]

/** What an operation changed; see engine.Event. */
export interface Change {
  seq: number
  kind: string
  coder: string
  /** Kinds of record that were touched: "coding", "code", "document"… */
  entities: string[]
  documents: string[]
  everywhere: boolean
  /** All the codings that are shown differently, if they can be named; none else is. */
  codings: string[]
}

/** How far the search index has come, in pieces of text. */
export interface Indexing {
  done: number
  total: number
}

export interface Drop {
  files: Chosen[]
  x: number
  y: number
}

/** The kinds of error, those of package qda. */
export const kinds = [
  'internal', 'invalid', 'not_found', 'conflict', 'busy', 'damaged', 'too_new', 'unsupported', 'read_only', 'cancelled', 'storage',
] as const
export type Kind = (typeof kinds)[number]

export interface Failure extends Omit<bridge.Failure, 'kind' | 'args'> {
  kind: Kind
  args: Record<string, string | number | boolean>
}

export interface Job extends Omit<bridge.Job, 'state' | 'failure' | 'result'> {
  state: 'running' | 'done' | 'failed' | 'cancelled'
  result: unknown
  failure?: Failure
}

export const languages = ['en', 'es', 'fr', 'pt'] as const
export type Language = (typeof languages)[number]
export const themes = ['system', 'light', 'dark', 'contrast'] as const
export const densities = ['compact', 'comfortable', 'roomy'] as const
export const faces = ['serif', 'sans', 'legible'] as const

export interface Preferences extends profile.Preferences {
  language: Language | ''
  theme: (typeof themes)[number]
  density: (typeof densities)[number]
  face: (typeof faces)[number]
}
