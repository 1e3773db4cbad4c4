import { BookOpenText, FilePlus2, FolderOpen, Package, type LucideIcon, ShieldCheck, TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button as AriaButton } from 'react-aria-components'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Chosen, RecentProject } from '../../api/types'
import { Button } from '../../components/Button'
import { Mark } from '../../components/Mark'
import { dateFormat } from '../../i18n/formats'
import { useApi } from '../../state/api'
import { keys, usePlatform, useRecent } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import type { Wanted } from '../../state/view'
import { Appearance } from './Appearance'
import { NewProject } from './NewProject'
import { Opening } from './Opening'
import { OpenPacket } from './OpenPacket'
import styles from './Welcome.module.css'

interface Props {
  /** The person chose a project, or a place for one. */
  onProject(wanted: Wanted): void
}

interface ActionProps {
  icon: LucideIcon
  title: string
  help: string
  primary?: boolean
  onPress(): void
}

function Action({ icon: Icon, title, help, primary = false, onPress }: ActionProps) {
  return (
    <AriaButton className={`${styles['action'] ?? ''} ${primary ? (styles['primary'] ?? '') : ''}`} onPress={onPress}>
      <Icon aria-hidden size="1.5rem" />
      <span className={styles['actionTitle']}>{title}</span>
      <span className={styles['actionHelp']}>{help}</span>
    </AriaButton>
  )
}

function Recent({ onProject }: Props) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const cache = useQueryClient()
  const { data = [], isSuccess } = useRecent()
  const when = (opened: string) => dateFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(opened))
  const forget = (file: Chosen) =>
    attempt(async () => {
      await api.recent.forget(file.token)
      await cache.invalidateQueries({ queryKey: keys.recent })
    })
  const row = ({ file, title, opened, there }: RecentProject) => (
    <li key={file.token} className={styles['recent']}>
      <AriaButton
        className={styles['recentOpen'] ?? ''}
        onPress={() => {
          onProject({ file, how: 'open' })
        }}
      >
        <strong>{title || file.name}</strong>
        <span>
          {there ? t('welcome.recent.opened', { when: when(opened) }) : t('welcome.recent.gone')} · {file.folder}
        </span>
      </AriaButton>
      <Button look="quiet" icon aria-label={t('welcome.recent.forget', { name: title || file.name })} onPress={() => void forget(file)}>
        <X aria-hidden size="1em" />
      </Button>
    </li>
  )
  return (
    <section aria-labelledby="recent">
      <h2 id="recent">{t('welcome.recent')}</h2>
      {isSuccess && data.length === 0 ? <p className={styles['empty']}>{t('welcome.recent.none')}</p> : <ul>{data.map(row)}</ul>}
    </section>
  )
}

/** The first screen: start something, go on with something, set language and looks. */
export function Welcome({ onProject }: Props) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const platform = usePlatform().data
  const [beginning, setBeginning] = useState(false)
  const [packet, setPacket] = useState<Chosen | null>(null)
  const choose = async (how: Wanted['how'], ask: () => Promise<Chosen[]>) => {
    const [file] = (await attempt(ask)) ?? []
    if (file) onProject({ file, how })
  }
  const type = t('file.project')
  return (
    <main className={styles['welcome']}>
      <header className={styles['head']}>
        <Mark size="4.5rem" />
        <div>
          <h1>{t('app.name')}</h1>
          <p>{t('app.tagline')}</p>
        </div>
      </header>
      {platform && !platform.locked && (
        <p role="alert" className={styles['problem']}>
          <TriangleAlert aria-hidden size="1.25em" />
          {platform.problem}
        </p>
      )}
      <div className={styles['columns']}>
        <section aria-label={t('welcome.start')} className={styles['actions']}>
          <Action
            primary
            icon={FilePlus2}
            title={t('welcome.new')}
            help={t('welcome.new.help')}
            onPress={() => {
              setBeginning(true)
            }}
          />
          <Action
            icon={FolderOpen}
            title={t('welcome.open')}
            help={t('welcome.open.help')}
            onPress={() => void choose('open', () => api.files.chooseProject({ title: t('file.open.title'), type, name: '' }))}
          />
          <Action
            icon={Package}
            title={t('team.open')}
            help={t('team.open.does')}
            onPress={() =>
              void attempt(async () => {
                const [file] = await api.files.choosePacket({ title: t('team.open'), type: t('team.packets'), name: '' })
                if (file) setPacket(file)
              })
            }
          />
          <Action
            icon={BookOpenText}
            title={t('welcome.sample')}
            help={t('welcome.sample.help')}
            onPress={() =>
              void choose('sample', () => api.files.chooseNewProject({ title: t('file.sample.title'), type, name: 'Rural Synergies' }))
            }
          />
        </section>
        <div className={styles['side']}>
          <Recent onProject={onProject} />
          <Appearance />
        </div>
      </div>
      <p className={styles['local']}>
        <ShieldCheck aria-hidden size="1.25em" />
        <span>{t('welcome.local')}</span>
        {platform && <span className={styles['version']}>{t('welcome.version', { version: platform.version })}</span>}
      </p>
      <Opening />
      {packet && (
        <OpenPacket
          packet={packet}
          onClose={() => {
            setPacket(null)
          }}
        />
      )}
      {beginning && (
        <NewProject
          onClose={() => {
            setBeginning(false)
          }}
        />
      )}
    </main>
  )
}
