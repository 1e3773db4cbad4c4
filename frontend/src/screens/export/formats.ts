/** Whether a format holds one row for each coding, or the project as a whole for other programs. */
export type Holds = 'rows' | 'project'

/** What can be written. A new format is a line here and its texts, export.format.<id> and ….help. */
export const formats = [
  { id: 'xlsx', holds: 'rows', ending: 'xlsx' },
  { id: 'csv', holds: 'rows', ending: 'csv' },
  { id: 'json', holds: 'rows', ending: 'json' },
  { id: 'qdpx', holds: 'project', ending: 'qdpx' },
] as const satisfies readonly { id: string; holds: Holds; ending: string }[]

export type Format = (typeof formats)[number]
