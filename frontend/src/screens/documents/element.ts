/** What is counted in the account of a file, by the names that formats and records have for it. */
const named = {
  user: ['User', 'coder'],
  code: ['Code', 'code', 'tags', 'code_name', 'freecode', 'treecode'],
  variable: ['Variable', 'attribute', 'attribute_type', 'attributes'],
  value: ['VariableValue', 'attribute_value', 'caseAttr', 'fileAttr', 'choice'],
  case: ['Case', 'case_unit', 'cases'],
  case_part: ['case_span', 'SourceRef', 'SelectionRef', 'case_text', 'caselinkage'],
  document: ['document', 'documents', 'source', 'TextSource'],
  picture: ['PictureSource'],
  pdf: ['PDFSource'],
  audio: ['AudioSource'],
  video: ['VideoSource'],
  transcript: ['Transcript'],
  passage: ['PlainTextSelection', 'passage without a code', 'highlights', 'passage_language'],
  area: ['PictureSelection', 'PDFSelection', 'code_image'],
  moment: ['AudioSelection', 'VideoSelection', 'TranscriptSelection', 'SyncPoint', 'code_av'],
  coding: ['Coding', 'coding', 'code_text', 'highlight_tags'],
  memo: ['Note', 'memo'],
  memo_ref: ['NoteRef'],
  link: ['Link', 'link'],
  set: ['Set', 'item_set', 'filecat'],
  member: ['MemberCode', 'MemberSource', 'MemberNote', 'set_member', 'treefile'],
  graph: ['Graph'],
  file: ['file'],
  project: ['Project', 'project', 'projects'],
  category: ['code_cat', 'codecat'],
  annotation: ['annotation'],
  journal: ['journal'],
  history: ['commands'],
  facet: ['facet', 'facet_value', 'qualifier'],
  round: ['round', 'assignment'],
  actor: ['actor', 'actor_name'],
  relation: ['relation'],
  synthesis: ['synthesis', 'dimension', 'cell'],
  translation: ['translation', 'label'],
  citation: ['citation'],
  speaker: ['speaker'],
  version: ['codebook_version'],
  query: ['saved_query', 'term_group'],
  decision: ['decision'],
  beside: ['side-car'],
} as const satisfies Record<string, readonly string[]>

export type ElementKind = keyof typeof named

const kinds = new Map<string, ElementKind>(Object.entries(named).flatMap(([kind, names]) => names.map((name) => [name, kind as ElementKind])))

/** What an entry of an account counts; null for what only its format has a name for. What travels beside a project is named like the rest. */
export function elementKind(element: string): ElementKind | null {
  return kinds.get(element) ?? kinds.get(element.replace(/^side-car /, '').replace(/ attribute$/, '')) ?? null
}
