import { ArrowLeft, ArrowRight, CircleCheck, CircleUserRound, LockKeyhole, PanelLeft, PanelRight, Redo2, Search, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../components/Button'
import { IconButton } from '../../components/IconButton'
import { Mark } from '../../components/Mark'
import { type Item, Menu } from '../../components/Menu'
import { dateFormat } from '../../i18n/formats'
import { useApi } from '../../state/api'
import { chordText } from '../../state/commands'
import { keys, useInfo } from '../../state/queries'
import { useCalled } from '../../state/review'
import { goBack, goForward, useTrail } from '../../state/trail'
import styles from './Header.module.css'
import type { useUndoRedo } from './use-history'

interface Props {
  history: ReturnType<typeof useUndoRedo>
  items: readonly Item[]
  leftHidden: boolean
  sideHidden: boolean
  onLeft(): void
  onSide(): void
  onPalette(): void
}

/** When the last change was put on the disk; each is before its answer comes. */
function Saved() {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const { data } = useQuery({
    queryKey: [...keys.history, 'last'],
    queryFn: ({ signal }) =>
      api.during(signal).history.list({ coder: '', entity: '', id: '', codings: false, kind: '', since: '', until: '', before: 0, limit: 1, changes: false, oldest: false }),
  })
  const at = data?.[0]?.at
  if (at === undefined) return null
  const date = new Date(at)
  const today = date.toDateString() === new Date().toDateString()
  const time = dateFormat(i18n.language, today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' }).format(date)
  return (
    <span className={styles['saved']} title={t('workspace.saved', { time })}>
      <CircleCheck aria-hidden size="1em" />
      <span className={styles['words']}>{t('workspace.saved', { time })}</span>
    </span>
  )
}

/** The upper edge of the window: the project, ways back, and who works in it. */
export function Header({ history, items, leftHidden, sideHidden, onLeft, onSide, onPalette }: Props) {
  const { t } = useTranslation()
  const info = useInfo().data
  const { past, future } = useTrail()
  const called = useCalled()
  return (
    <header className={styles['header']} data-region="header">
      <Menu label={`${info?.title ?? t('app.name')}: ${t('workspace.menu')}`} items={items}>
        <Mark size="1.5rem" />
        <h1 className={styles['title']}>{info?.title ?? t('app.name')}</h1>
      </Menu>
      <div className={styles['group']}>
        <IconButton icon={ArrowLeft} label={t('workspace.back')} command="reading.back" isDisabled={past.length === 0} onPress={goBack} />
        <IconButton icon={ArrowRight} label={t('workspace.forward')} command="reading.forward" isDisabled={future.length === 0} onPress={goForward} />
      </div>
      <div className={styles['group']}>
        <IconButton
          icon={Undo2}
          label={history.undo.name === '' ? t('workspace.undo') : t('workspace.undo.what', { what: history.undo.name })}
          command="project.undo"
          isDisabled={!history.undo.possible}
          onPress={history.undo.run}
        />
        <IconButton
          icon={Redo2}
          label={history.redo.name === '' ? t('workspace.redo') : t('workspace.redo.what', { what: history.redo.name })}
          command="project.redo"
          isDisabled={!history.redo.possible}
          onPress={history.redo.run}
        />
      </div>
      <div className={styles['middle']}>
        <Button onPress={onPalette}>
          <Search aria-hidden size="1em" />
          <span className={styles['search']}>{t('command.search')}</span>
          <kbd>{chordText('Ctrl+K')}</kbd>
        </Button>
      </div>
      {info?.read_only === true ? (
        <span className={styles['saved']} title={t('workspace.read_only')}>
          <LockKeyhole aria-hidden size="1em" />
          <span className={styles['words']}>{t('workspace.read_only')}</span>
        </span>
      ) : (
        <Saved />
      )}
      {info && (
        <span className={styles['coder']} title={called(info.coder)}>
          <CircleUserRound aria-hidden size="1.125em" />
          <span className="hidden-text">{t('workspace.coder')}: </span>
          <span className={styles['words']}>{called(info.coder)}</span>
        </span>
      )}
      <div className={styles['group']}>
        <IconButton icon={PanelLeft} label={t(leftHidden ? 'workspace.left.show' : 'workspace.left.hide')} command="view.left" pressed={!leftHidden} onPress={onLeft} />
        <IconButton icon={PanelRight} label={t(sideHidden ? 'workspace.side.show' : 'workspace.side.hide')} command="view.side" pressed={!sideHidden} onPress={onSide} />
      </div>
    </header>
  )
}
