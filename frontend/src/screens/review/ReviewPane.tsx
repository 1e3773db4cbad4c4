import { ChevronDown, FileOutput } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { Boundary } from '../../components/Boundary'
import { Menu } from '../../components/Menu'
import { Tick } from '../../components/Tick'
import { useApi } from '../../state/api'
import { useInfo } from '../../state/queries'
import { covers, isCovered, reviewParts, units, useCompared, useReview, useRounds, type ReviewPart } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import { Differences } from './Differences'
import { FollowUp } from './FollowUp'
import { Overview } from './Overview'
import { Rounds } from './Rounds'
import styles from './review.module.css'

const panes: Record<ReviewPart, () => React.ReactNode> = { rounds: Rounds, overview: Overview, differences: Differences, follow: FollowUp }
const reports = ['docx', 'html', 'xlsx', 'csv', 'json'] as const

interface ChooseProps<T extends string> {
  label: string
  /** "" for the first: what holds where nothing is chosen. */
  value: T
  options: readonly { id: T; label: string }[]
  onChoose(id: T): void
}

/** One of the choices of what is compared. */
function Choose<T extends string>({ label, value, options, onChoose }: ChooseProps<T>) {
  const shown = (options.find((o) => o.id === value) ?? options[0])?.label ?? ''
  return (
    <Menu
      label={`${label}: ${shown}`}
      look="plain"
      items={options.map((o) => ({
        id: o.id === '' ? 'unchosen' : o.id,
        label: o.label,
        checked: o.id === value,
        onAction: () => {
          onChoose(o.id)
        },
      }))}
    >
      <span className={styles['quiet']}>{`${label}: `}</span>
      {shown}
      <ChevronDown aria-hidden size="1em" />
    </Menu>
  )
}

/** How consistently coders code: who codes what, the numbers, the passages behind them, and what follows. */
export function ReviewPane() {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const title = useInfo().data?.title ?? ''
  const { part, round, unit, cover, masked, set } = useReview()
  const rounds = useRounds().data?.filter((r) => r.kind !== 'consensus') ?? []
  const compared = useCompared(i18n.language)
  const write = (ending: (typeof reports)[number]) =>
    void attempt(async () => {
      const [file] = await api.files.chooseTarget({ title: t('export.where'), type: t(`review.report.${ending}`), name: `${title} – ${t('area.review')}.${ending}` })
      if (file) await api.review.report(file.token, { ...compared, known: false })
    })
  return (
    <Tabs
      className={styles['pane'] ?? ''}
      selectedKey={part}
      onSelectionChange={(key) => {
        set({ part: key as ReviewPart })
      }}
    >
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('area.review')}</h2>
        <TabList aria-label={t('review.parts')} className={styles['parts'] ?? ''}>
          {reviewParts.map((p) => (
            <Tab key={p} id={p} className={styles['part'] ?? ''}>
              {t(`review.part.${p}`)}
            </Tab>
          ))}
        </TabList>
        <span className={styles['gap']} />
        <Menu
          label={t('review.report')}
          icon
          items={reports.map((r) => ({
            id: r,
            label: t(`review.report.${r}`),
            onAction: () => {
              write(r)
            },
          }))}
        >
          <FileOutput aria-hidden size="1.125em" strokeWidth={1.75} />
        </Menu>
      </header>
      <div className={styles['bar']}>
        {part !== 'rounds' && (
          <>
            <Choose
              label={t('review.round')}
              value={round}
              options={[{ id: '', label: t('review.round.latest') }, ...rounds]}
              onChoose={(round) => {
                set({ round, at: '' })
              }}
            />
            <Choose
              label={t('review.unit')}
              value={unit}
              options={(['', ...units] as const).map((u) => ({ id: u, label: t(u === '' ? 'review.unit.planned' : `review.unit.${u}`) }))}
              onChoose={(unit) => {
                set({ unit, at: '' })
              }}
            />
            {isCovered(unit) && (
              <Choose
                label={t('review.cover')}
                value={cover}
                options={(['', ...covers] as const).map((c) => ({ id: c, label: t(`review.cover.${c === '' ? 'settings' : c}`) }))}
                onChoose={(cover) => {
                  set({ cover, at: '' })
                }}
              />
            )}
          </>
        )}
        <Tick
          label={t('review.masked')}
          value={masked}
          onChange={(on) => {
            set({ masked: on })
          }}
        />
      </div>
      {reviewParts.map((p) => {
        const Pane = panes[p]
        return (
          <TabPanel key={p} id={p} className={styles['body'] ?? ''}>
            <Boundary>
              <Pane />
            </Boundary>
          </TabPanel>
        )
      })}
    </Tabs>
  )
}
