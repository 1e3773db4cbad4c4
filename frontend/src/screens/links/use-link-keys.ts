import { useTranslation } from 'react-i18next'
import type { CodingView } from '../../api/types'
import { codePoint, type PositionIndex } from '../../model/positions'
import { useCoding } from '../../state/coding'
import { useCommands } from '../../state/commands'
import { useLinkHere, useLinking } from '../../state/links'
import { useWorkspace, type Place } from '../../state/workspace'

interface Props {
  id: string
  title: string
  text: string
  index: PositionIndex
  codings: readonly CodingView[]
  writable: boolean
}

/** The commands that link passages, and what links the passage that is meant now. */
export function useLinkKeys({ id, title, text, index, codings, writable }: Props): (place?: Place) => void {
  const { t } = useTranslation()
  const link = useLinkHere()
  const from = useLinking((s) => s.from)
  const { begin, list } = useLinking.getState()

  /** The words that are selected, or those of the one coding that is looked at. */
  const meant = (): Place | undefined => {
    const { selection, focused } = useWorkspace.getState()
    return selection ?? (focused.length === 1 ? codings.find((c) => c.id === focused[0]) : undefined)
  }
  const here = (place = meant()) => {
    if (!place) {
      useCoding.getState().say(t('links.select_first'))
      return
    }
    const { start, end } = place
    link({ document: id, start, end, title, quote: text.slice(index.toUtf16(codePoint(start)), index.toUtf16(codePoint(end))) })
  }
  useCommands([
    { id: 'links.here', group: 'notes', title: t(from ? 'links.to' : 'links.from'), keys: ['L'], where: 'text', possible: writable, run: here },
    { id: 'links.cancel', group: 'notes', title: t('links.cancel'), keys: ['Shift+L'], where: 'text', possible: from !== null, run: () => { begin(null) } },
    { id: 'links.list', group: 'notes', title: t('links.list'), run: () => { list(true); useWorkspace.getState().show('memos') } },
  ])
  return here
}
