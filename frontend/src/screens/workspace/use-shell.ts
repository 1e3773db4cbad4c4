import { Archive, Combine, Download, FileCheck2, Keyboard, LogOut, PackageCheck, RefreshCw, Save, Settings2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import type { Item } from '../../components/Menu'
import { useApi } from '../../state/api'
import { chordText, type Command, useCommands } from '../../state/commands'
import { useExporting } from '../../state/finding'
import { forgetProject } from '../../state/forget-project'
import { keepWritten } from '../../state/keep-written'
import { useNotices } from '../../state/notices'
import { keys, useInfo } from '../../state/queries'
import { goBack, goForward, useTrail } from '../../state/trail'
import { useConflicts, useTeam } from '../../state/team'
import { useAttempt } from '../../state/use-attempt'
import { useView } from '../../state/view'
import { type SideTab, useWorkspace } from '../../state/workspace'
import { useUndoRedo } from './use-history'
import { cycleRegions } from './use-keys'

interface Doings {
  toggleLeft(): void
  toggleSide(): void
  showSide(shown: boolean): void
  open(dialog: 'palette' | 'keys' | 'settings' | 'snapshot'): void
}

const tabs: readonly SideTab[] = ['here', 'segments', 'search', 'memos', 'history']

/** What can be done with the project and the window, as commands and as the items of the menu. */
export function useShell({ toggleLeft, toggleSide, showSide, open }: Doings) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const cache = useQueryClient()
  const info = useInfo().data
  const history = useUndoRedo()
  const differing = useConflicts().data?.length ?? 0
  const { past, future } = useTrail()
  const go = useView((s) => s.go)
  const { show } = useWorkspace.getState()
  const say = useNotices((s) => s.say)
  const writable = info?.read_only === false

  const close = () =>
    void attempt(async () => {
      await keepWritten(api)
      await api.projects.close()
      cache.removeQueries({ queryKey: keys.project })
      forgetProject()
      go({ name: 'welcome' })
    })
  const snapshot = () => { open('snapshot') }
  const backup = () =>
    void attempt(async () => {
      const made = await api.projects.backup()
      say(t('workspace.backup.done', { path: made.path }))
    })
  const copy = () =>
    void attempt(async () => {
      const [file] = await api.files.chooseNewProject({ title: t('workspace.copy.title'), type: t('file.project'), name: info?.title ?? '' })
      if (!file) return
      await api.projects.saveCopy(file.token)
      say(t('workspace.copy.done', { name: file.name }))
    })
  const check = () => void attempt(() => api.projects.check())
  const reindex = () => void attempt(() => api.retrieval.reindex())

  const commands: Command[] = [
    { id: 'project.undo', group: 'project', title: history.undo.name === '' ? t('workspace.undo') : t('workspace.undo.what', { what: history.undo.name }), keys: ['Ctrl+Z'], possible: history.undo.possible, run: history.undo.run },
    { id: 'project.redo', group: 'project', title: history.redo.name === '' ? t('workspace.redo') : t('workspace.redo.what', { what: history.redo.name }), keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], possible: history.redo.possible, run: history.redo.run },
    { id: 'project.snapshot', group: 'project', title: t('workspace.snapshot'), keys: ['Ctrl+S'], possible: writable, run: snapshot },
    { id: 'project.copy', group: 'project', title: t('workspace.copy'), run: copy },
    { id: 'project.backup', group: 'project', title: t('workspace.backup'), possible: writable, run: backup },
    { id: 'project.check', group: 'project', title: t('workspace.check'), run: check },
    { id: 'project.reindex', group: 'project', title: t('workspace.reindex'), possible: writable, run: reindex },
    { id: 'team.merge', group: 'project', title: t('team.merge.title'), possible: writable, run: () => { useTeam.getState().show('merge') } },
    { id: 'team.conflicts', group: 'project', title: t('team.conflicts.open'), possible: differing > 0, run: () => { useTeam.getState().show('conflicts') } },
    { id: 'team.hand_back', group: 'project', title: t('team.hand_back'), run: () => { useTeam.getState().show('hand-back') } },
    { id: 'project.close', group: 'project', title: t('workspace.close'), run: close },
    { id: 'view.palette', group: 'view', title: t('command.palette'), keys: ['Ctrl+K'], run: () => { open('palette') } },
    { id: 'view.keys', group: 'view', title: t('command.sheet'), keys: ['?', 'F1'], run: () => { open('keys') } },
    { id: 'view.settings', group: 'view', title: t('workspace.settings'), keys: ['Ctrl+,'], run: () => { open('settings') } },
    { id: 'view.left', group: 'view', title: t('workspace.left'), keys: ['Ctrl+B'], run: toggleLeft },
    { id: 'view.side', group: 'view', title: t('workspace.side.toggle'), keys: ['Ctrl+J'], run: toggleSide },
    { id: 'view.next', group: 'view', title: t('workspace.next'), keys: ['F6'], run: () => { cycleRegions(1) } },
    { id: 'view.previous', group: 'view', title: t('workspace.previous'), keys: ['Shift+F6'], run: () => { cycleRegions(-1) } },
    ...tabs.map((tab, i): Command => ({
      id: `view.tab.${tab}`, group: 'view', title: t('workspace.show', { what: t(`workspace.tab.${tab}`) }), keys: [`Alt+${String(i + 1)}`],
      run: () => { show(tab); showSide(true) },
    })),
    { id: 'reading.back', group: 'reading', title: t('workspace.back'), keys: ['Alt+Left'], possible: past.length > 0, run: goBack },
    { id: 'reading.forward', group: 'reading', title: t('workspace.forward'), keys: ['Alt+Right'], possible: future.length > 0, run: goForward },
  ]
  useCommands(commands)

  const items: Item[] = [
    { id: 'snapshot', label: t('workspace.snapshot'), icon: Save, chord: chordText('Ctrl+S'), disabled: !writable, onAction: snapshot },
    { id: 'copy', label: t('workspace.copy'), icon: Archive, onAction: copy },
    { id: 'backup', label: t('workspace.backup'), icon: Archive, disabled: !writable, onAction: backup },
    { id: 'export', label: t('export.command'), icon: Download, chord: chordText('Ctrl+Shift+E'), apart: true, onAction: () => { useExporting.getState().show('all') } },
    { id: 'merge', label: t('team.merge.title'), icon: Combine, apart: true, disabled: !writable, onAction: () => { useTeam.getState().show('merge') } },
    ...(differing > 0 ? [{ id: 'conflicts', label: t('team.conflicts.open'), icon: Combine, onAction: () => { useTeam.getState().show('conflicts') } }] : []),
    { id: 'hand-back', label: t('team.hand_back'), icon: PackageCheck, onAction: () => { useTeam.getState().show('hand-back') } },
    { id: 'check', label: t('workspace.check'), icon: FileCheck2, apart: true, onAction: check },
    { id: 'reindex', label: t('workspace.reindex'), icon: RefreshCw, disabled: !writable, onAction: reindex },
    { id: 'settings', label: t('workspace.settings'), icon: Settings2, chord: chordText('Ctrl+,'), apart: true, onAction: () => { open('settings') } },
    { id: 'keys', label: t('command.sheet'), icon: Keyboard, chord: '?', onAction: () => { open('keys') } },
    { id: 'close', label: t('workspace.close'), icon: LogOut, apart: true, onAction: close },
  ]
  return { items, history }
}
