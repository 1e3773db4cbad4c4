import { useTranslation } from 'react-i18next'
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import type { CodeNode } from '../../api/types'
import { Swatch } from '../../components/Swatch'
import { locate, nameIn } from '../../model/code-tree'
import { useUnplaced } from '../../state/queries'
import { useCalled } from '../../state/review'
import styles from './Reading.module.css'

/** A time of a recording, in hours, minutes and seconds. */
const clock = (ms: number) => [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map((n, i) => String(Math.floor(n)).padStart(i === 0 ? 1 : 2, '0')).join(':')

/** How many codings of another program lie on areas and times, where no text has a place for them; opens which. */
export function Unplaced({ document, codes }: { document: string; codes: readonly CodeNode[] }) {
  const { t, i18n } = useTranslation()
  const called = useCalled()
  const list = useUnplaced(document).data ?? []
  if (list.length === 0) return null
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' })
  const counts = (['area', 'time', 'words', 'whole'] as const).map((kind) => ({ kind, n: list.filter((u) => u.kind === kind).length })).filter(({ n }) => n > 0)
  const label = t('reading.unplaced', { count: list.length })
  return (
    <div className={styles['asideBar']}>
      <DialogTrigger>
      <AriaButton className={styles['beside'] ?? ''}>{label}</AriaButton>
      <Popover className={styles['popover'] ?? ''} placement="bottom start">
        <Dialog aria-label={label} className={styles['popup'] ?? ''}>
          <div className={styles['unplaced']}>
            <h3>{label}</h3>
            <p>
              {counts.map(({ kind, n }) => t(`reading.unplaced.${kind}`, { count: n })).join(', ')}. {t('reading.unplaced.help')}
            </p>
            <ul>
              {list.map((u, i) => {
                const code = locate(codes, u.code.id)?.code
                return (
                  <li key={i}>
                    <Swatch color={code?.color ?? ''} />
                    <div>
                      <strong>{code ? nameIn(code, i18n.language) : u.code.name === '' ? t('reading.unplaced.code') : u.code.name}</strong>
                      <span>
                        {u.kind === 'area' && (u.page > 0 ? t('reading.unplaced.page', { page: u.page, area: u.area.join(', ') }) : t('reading.unplaced.at', { area: u.area.join(', ') }))}
                        {u.kind === 'time' && `${clock(u.begin)} – ${clock(u.end)}`}
                        {u.kind === 'words' && t('reading.unplaced.from', { begin: u.begin, end: u.end })}
                        {u.kind === 'whole' && t('reading.unplaced.document')}
                      </span>
                      <span>{[u.coder.name === '' ? '' : called(u.coder), u.created === '' ? '' : day.format(new Date(u.created))].filter((s) => s !== '').join(', ')}</span>
                      {u.name !== '' && <q>{u.name}</q>}
                    </div>
                  </li>
                )
              })}
            </ul>
          </div>
        </Dialog>
      </Popover>
      </DialogTrigger>
    </div>
  )
}
