/** Whether a format holds one row for each coding, documents to read, a folder for statistics, or the project for other programs. */
export type Holds = 'rows' | 'documents' | 'dataset' | 'project'

/** What can be written. A new format is a line here and its texts, export.format.<id> and ….help. */
export const formats = [
  { id: 'xlsx', holds: 'rows', ending: 'xlsx' },
  { id: 'csv', holds: 'rows', ending: 'csv' },
  { id: 'dataset', holds: 'dataset', ending: '' },
  { id: 'qdpx', holds: 'project', ending: 'qdpx' },
  { id: 'docx', holds: 'documents', ending: 'docx' },
  { id: 'html', holds: 'documents', ending: 'html' },
  { id: 'json', holds: 'rows', ending: 'json' },
  { id: 'jsonl', holds: 'rows', ending: 'jsonl' },
] as const satisfies readonly { id: string; holds: Holds; ending: string }[]

export type Format = (typeof formats)[number]

/** What a table can be written as, with the texts that name it. */
export const tableFormats = [
  ['xlsx', 'export.format.xlsx'],
  ['csv', 'export.format.csv'],
  ['html', 'reports.format.html'],
] as const

/** Everything as it is: what is written stays with those who work on it. */
export const forTeam = { profile: '', pseudonyms: false } as const
