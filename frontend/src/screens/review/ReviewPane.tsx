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

/** How consistently coders code: who codes what, the numbers, the passages behind them, and what follows. */
export function ReviewPane() {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const title = useInfo().data?.title ?? ''
  const { part, round, unit, cover, masked, set } = useReview()
  const rounds = useRounds().data?.filter((r) => r.kind !== 'consensus') ?? []
  const compared = useCompared(i18n.language)
  const shown = rounds.find((r) => r.id === round)
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
            <Menu
              label={`${t('review.round')}: ${shown?.label ?? t('review.round.latest')}`}
              look="plain"
              items={[{ id: '', label: t('review.round.latest') }, ...rounds].map((r) => ({
                id: r.id === '' ? 'latest' : r.id,
                label: r.label,
                checked: r.id === round,
                onAction: () => {
                  set({ round: r.id, at: '' })
                },
              }))}
            >
              <span className={styles['quiet']}>{`${t('review.round')}: `}</span>
              {shown?.label ?? t('review.round.latest')}
              <ChevronDown aria-hidden size="1em" />
            </Menu>
            <Menu
              label={`${t('review.unit')}: ${t(unit === '' ? 'review.unit.planned' : `review.unit.${unit}`)}`}
              look="plain"
              items={(['', ...units] as const).map((u) => ({
                id: u === '' ? 'planned' : u,
                label: t(u === '' ? 'review.unit.planned' : `review.unit.${u}`),
                checked: u === unit,
                onAction: () => {
                  set({ unit: u, at: '' })
                },
              }))}
            >
              <span className={styles['quiet']}>{`${t('review.unit')}: `}</span>
              {t(unit === '' ? 'review.unit.planned' : `review.unit.${unit}`)}
              <ChevronDown aria-hidden size="1em" />
            </Menu>
            {isCovered(unit) && (
              <Menu
                label={`${t('review.cover')}: ${t(`review.cover.${cover === '' ? 'settings' : cover}`)}`}
                look="plain"
                items={(['', ...covers] as const).map((c) => ({
                  id: c === '' ? 'settings' : c,
                  label: t(`review.cover.${c === '' ? 'settings' : c}`),
                  checked: c === cover,
                  onAction: () => {
                    set({ cover: c, at: '' })
                  },
                }))}
              >
                <span className={styles['quiet']}>{`${t('review.cover')}: `}</span>
                {t(`review.cover.${cover === '' ? 'settings' : cover}`)}
                <ChevronDown aria-hidden size="1em" />
              </Menu>
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
