import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { type Command, useCommands } from '../../state/commands'
import { useBeside } from '../../state/layout'
import { useChangePreferences } from '../../state/preferences'
import { useReading } from '../../state/reading'
import { hasPages, type Open } from './OpenDocument'

/** The commands of reading, with their keys. */
export function useReadingKeys({ shape, surface, document }: Open): void {
  const { t } = useTranslation()
  const { silent, set } = useReading(useShallow(({ silent, set }) => ({ silent, set })))
  const { pages, toggleOutline, togglePages } = useBeside()
  const change = useChangePreferences()
  const size = (by: number) => void change(({ reading }) => ({ reading: Math.min(Math.max(reading + by, 14), 28) }))
  const asking = document.speakers.filter((s) => s.role === 'interviewer').map((s) => s.name)
  const commands: Command[] = [
    { id: 'reading.find', group: 'reading', title: t('reading.find'), keys: ['Ctrl+F'], run: () => { set({ find: true, goto: false }) } },
    { id: 'reading.goto', group: 'reading', title: t('reading.goto'), keys: ['Ctrl+G'], run: () => { set({ find: true, goto: true }) } },
    { id: 'reading.outline', group: 'reading', title: t('reading.outline'), keys: ['Ctrl+Shift+O'], possible: shape.headings.length > 0 || shape.turns.length > 0, run: toggleOutline },
    { id: 'reading.pages', group: 'reading', title: t(pages ? 'pages.hide' : 'pages.show'), keys: ['Ctrl+Shift+P'], possible: hasPages(document), run: togglePages },
    { id: 'reading.bigger', group: 'reading', title: t('reading.bigger'), keys: ['Ctrl++', 'Ctrl+=', 'Ctrl+Plus'], run: () => { size(1) } },
    { id: 'reading.smaller', group: 'reading', title: t('reading.smaller'), keys: ['Ctrl+-'], run: () => { size(-1) } },
    { id: 'reading.answers', group: 'reading', title: t(silent.length > 0 ? 'reading.speakers.all' : 'reading.speakers.answers'), possible: asking.length > 0 || silent.length > 0, run: () => { set({ silent: silent.length > 0 ? [] : asking }) } },
    { id: 'reading.text', group: 'reading', title: t('reading.to_text'), keys: ['Ctrl+E'], run: () => { surface?.focus() } },
  ]
  useCommands(commands)
}
