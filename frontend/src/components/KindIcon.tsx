import { AudioLines, BookOpenText, FileChartColumn, FileText, Gavel, Handshake, type LucideIcon, NotebookPen, Scale, UsersRound } from 'lucide-react'
import { createElement } from 'react'
import type { DocumentKind } from '../api/types'

const icons: Record<DocumentKind, LucideIcon> = {
  law: Scale,
  decree: Gavel,
  manual: BookOpenText,
  agreement: Handshake,
  report: FileChartColumn,
  interview: AudioLines,
  focus_group: UsersRound,
  field_note: NotebookPen,
  other: FileText,
}

/** A picture for the kind of a document; its name is to stand beside it. */
export function KindIcon({ kind }: { kind: string }) {
  return createElement(icons[kind as DocumentKind] ?? FileText, { 'aria-hidden': true, size: '1.125em' })
}
