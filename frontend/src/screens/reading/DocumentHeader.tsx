import { ALargeSmall, FileImage, Info as InfoIcon, Languages, ListFilter, ListTree, MessagesSquare, Search } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useShallow } from 'zustand/react/shallow'
import type { Info } from '../../api/types'
import { Button } from '../../components/Button'
import { IconButton } from '../../components/IconButton'
import { dateFormat, numberFormat } from '../../i18n/formats'
import { useBeside } from '../../state/layout'
import { useCodings } from '../../state/queries'
import { everything, useReading } from '../../state/reading'
import { hasPages, type Open } from './OpenDocument'
import { PassageLanguages } from './PassageLanguages'
import { ReadingLooks } from './ReadingLooks'
import styles from './Reading.module.css'
import { Speakers } from './Speakers'
import { StripeFilter } from './StripeFilter'

interface Props {
  open: Open
  info: Info | undefined
  /** Codings that the filter leaves out, and those of them that others made. */
  left: number
  others: number
}

const kinds = ['law', 'decree', 'manual', 'agreement', 'report', 'interview', 'focus_group', 'field_note', 'other'] as const
export const kindOf = (kind: string) => kinds.find((k) => k === kind) ?? 'other'

/** A date as precise as it was given: a year, a month or a day. */
function dateText(date: string, language: string): string {
  const m = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date)
  if (!m?.[1]) return date
  const at = new Date(Date.UTC(Number(m[1]), Number(m[2] ?? 1) - 1, Number(m[3] ?? 1)))
  const style: Intl.DateTimeFormatOptions = m[3] !== undefined ? { dateStyle: 'medium' } : m[2] !== undefined ? { month: 'long', year: 'numeric' } : { year: 'numeric' }
  return dateFormat(language, { ...style, timeZone: 'UTC' }).format(at)
}

function About({ open: { document } }: { open: Open }) {
  const { t, i18n } = useTranslation()
  const number = numberFormat(i18n.language)
  const language = new Intl.DisplayNames(i18n.language, { type: 'language', fallback: 'code' })
  const codings = useCodings(document.id).data?.length ?? document.codings
  const rows: [string, string][] = [
    [t('document.kind'), t(`kind.${kindOf(document.kind)}`)],
    [t('document.lang'), document.lang === '' ? '' : (language.of(document.lang) ?? document.lang)],
    [t('document.date'), document.date === '' ? '' : dateText(document.date, i18n.language)],
    [t('document.cases'), document.case],
    [t('reading.about.file'), document.file_name],
    [t('reading.about.jurisdiction'), document.jurisdiction],
    [t('reading.about.description'), document.description],
    [t('reading.about.characters'), number.format(document.characters)],
    [t('reading.about.codings'), number.format(codings)],
    [t('reading.about.encoding'), document.encoding],
    [t('reading.about.hash'), document.hash.slice(0, 16)],
    ...document.attributes.map((a): [string, string] => [a.name, a.value || a.status]),
  ]
  return (
    <dl className={styles['about']}>
      {rows
        .filter(([, v]) => v !== '')
        .map(([k, v]) => (
          <div key={k}>
            <dt>{k}</dt>
            <dd>{v}</dd>
          </div>
        ))}
    </dl>
  )
}

/** A quiet button with an icon that opens something below it. */
function Opener({ icon: Icon, label, on = false, children }: { icon: typeof InfoIcon; label: string; on?: boolean; children: React.ReactNode }) {
  return (
    <DialogTrigger>
      <span className={on ? (styles['on'] ?? '') : ''}>
        <Button look="quiet" icon aria-label={label}>
          <Icon aria-hidden size="1.125em" strokeWidth={1.75} />
        </Button>
      </span>
      <Popover className={styles['popover'] ?? ''} placement="bottom end">
        <Dialog aria-label={label} className={styles['popup'] ?? ''}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** What a document is, and how it is looked at. */
export const DocumentHeader = memo(function DocumentHeader({ open, info, left, others }: Props) {
  const { t, i18n } = useTranslation()
  const { document, shape } = open
  const { find, silent, shown, set } = useReading(useShallow(({ find, silent, shown, set }) => ({ find, silent, shown, set })))
  const { outline, pages, toggleOutline, togglePages } = useBeside()
  const language = new Intl.DisplayNames(i18n.language, { type: 'language', fallback: 'code' })
  const facts = [
    t(`kind.${kindOf(document.kind)}`),
    document.lang === '' ? '' : (language.of(document.lang) ?? document.lang),
    document.date === '' ? '' : dateText(document.date, i18n.language),
    document.case,
  ].filter((f) => f !== '')
  return (
    <div className={styles['head']}>
      <div className={styles['first']}>
        <h2 className={styles['title']} title={document.title}>{document.title}</h2>
        <div className={styles['tools']}>
          {(shape.headings.length > 0 || shape.turns.length > 0) && (
            <IconButton icon={ListTree} label={t('reading.outline')} command="reading.outline" pressed={outline} onPress={toggleOutline} />
          )}
          {hasPages(document) && (
            <IconButton icon={FileImage} label={t(pages ? 'pages.hide' : 'pages.show')} command="reading.pages" pressed={pages} onPress={togglePages} />
          )}
          {document.speakers.length > 0 && (
            <Opener icon={MessagesSquare} label={t('reading.speakers')} on={silent.length > 0}>
              <Speakers open={open} />
            </Opener>
          )}
          <Opener icon={Languages} label={t('reading.languages')} on={document.languages.length > 0}>
            <PassageLanguages open={open} />
          </Opener>
          <Opener icon={ListFilter} label={t('reading.filter')} on={shown !== everything}>
            <StripeFilter info={info} />
          </Opener>
          <IconButton icon={Search} label={t('reading.find')} command="reading.find" pressed={find} onPress={() => { set({ find: !find, goto: false }) }} />
          <Opener icon={ALargeSmall} label={t('reading.looks')}>
            <ReadingLooks />
          </Opener>
          <Opener icon={InfoIcon} label={t('reading.about')}>
            <About open={open} />
          </Opener>
        </div>
      </div>
      <div className={styles['second']}>
        <p className={styles['facts']} title={facts.join(' · ')}>
          {facts.map((f, i) => (
            <span key={i}>{f}</span>
          ))}
        </p>
        {document.hidden && <span className={styles['blind']}>{t('reading.blind')}</span>}
        {left > 0 && (
          <AriaButton
            className={styles['left'] ?? ''}
            onPress={() => {
              set({ shown: everything })
            }}
          >
            {left === others ? t('reading.filtered.others', { count: left }) : others > 0 ? t('reading.filtered.some', { count: left, others }) : t('reading.filtered', { count: left })}
          </AriaButton>
        )}
      </div>
    </div>
  )
})
