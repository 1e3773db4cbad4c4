import { create } from 'zustand'

/** A passage: code points, half-open, in a document. */
export interface Place {
  document: string
  start: number
  end: number
}

/** What the pane beside the text shows. */
export type SideTab = 'here' | 'code' | 'segments' | 'search' | 'memos' | 'history'

/** What memos are looked at or written on; `name` is for people. */
export interface MemoTarget {
  on: 'project' | 'document' | 'case' | 'code' | 'coding' | ''
  id: string
  name: string
  /** Other codings that a new memo is to lie on as well: those of the other side of a difference. */
  also?: readonly { id: string; quote: string; source: string }[]
}

/** A thing of which the history is looked at; `name` is for people. */
export interface Thing {
  on: 'document' | 'code' | 'coding' | 'case'
  id: string
  name: string
}

interface State {
  /** The document that is read, "" for none. */
  document: string
  /** Counts how often a person asked to read something: the one that is read already, too. */
  asked: number
  /** The words that are selected in it; null where there is only a caret, or nothing. */
  selection: Place | null
  /** Where the caret stands in it, in code points. */
  caret: number
  /** The codings that were pressed or that the caret walked to; shown strongest. */
  focused: readonly string[]
  /** A place that the text is to be brought to, and flashed; `at` tells two jumps to one place apart. */
  jump: (Place & { at: number }) | null
  /** Codes that were applied last, newest first. */
  recent: readonly string[]
  /** The codes selected in the code tree. */
  codes: readonly string[]
  tab: SideTab
  /** The condition of retrieval, in the query language; "" retrieves everything. */
  where: string
  /** What memos are shown of; null for all. */
  memosOf: MemoTarget | null
  /** What the history is shown of; null for all. */
  historyOf: Thing | null
  read(document: string): void
  /** Has a document there that nobody asked for yet. */
  begin(document: string): void
  select(selection: Place | null, caret: number): void
  focus(codings: readonly string[]): void
  jumpTo(place: Place): void
  used(codes: readonly string[]): void
  pick(codes: readonly string[]): void
  show(tab: SideTab): void
  /** Retrieves what the condition says, and shows it. */
  retrieve(where: string): void
  /** Shows the memos of something. */
  memos(of: MemoTarget | null): void
  /** Shows the history of something. */
  history(of: Thing | null): void
  /** Another project was opened. */
  clear(): void
}

const empty = {
  document: '',
  asked: 0,
  selection: null,
  caret: 0,
  focused: [],
  jump: null,
  recent: [],
  codes: [],
  tab: 'here',
  where: '',
  memosOf: null,
  historyOf: null,
} as const

/** How many codes are remembered as used last: one for each digit key. */
const remembered = 9

export const useWorkspace = create<State>((set) => ({
  ...empty,
  read: (document) => {
    set((s) => ({ asked: s.asked + 1, ...(s.document === document ? {} : { document, selection: null, caret: 0, focused: [] }) }))
  },
  begin: (document) => {
    set({ document, selection: null, caret: 0, focused: [] })
  },
  select: (selection, caret) => {
    set({ selection, caret })
  },
  focus: (focused) => {
    set({ focused })
  },
  jumpTo: (place) => {
    set((s) => ({
      ...(s.document === place.document ? {} : { document: place.document, selection: null, caret: place.start, focused: [] }),
      jump: { ...place, at: (s.jump?.at ?? 0) + 1 },
    }))
  },
  used: (codes) => {
    set((s) => ({ recent: [...codes, ...s.recent.filter((c) => !codes.includes(c))].slice(0, remembered) }))
  },
  pick: (codes) => {
    set({ codes })
  },
  show: (tab) => {
    set({ tab })
  },
  retrieve: (where) => {
    set({ where, tab: 'segments' })
  },
  memos: (memosOf) => {
    set({ memosOf, tab: 'memos' })
  },
  history: (historyOf) => {
    set({ historyOf, tab: 'history' })
  },
  clear: () => {
    set(empty)
  },
}))
