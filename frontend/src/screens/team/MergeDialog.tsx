import { CircleCheck, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chosen, ConflictView, MergeResult } from '../../api/types'
import { Bar } from '../../components/Bar'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Tick } from '../../components/Tick'
import { said, sentence } from '../../i18n'
import { numberFormat } from '../../i18n/formats'
import { readablePath } from '../../model/code-path'
import { useApi } from '../../state/api'
import { useJobs } from '../../state/jobs'
import { useTeam } from '../../state/team'
import { useAttempt } from '../../state/use-attempt'
import { asksForKey, noUnlocking, Unlock } from './Unlock'
import { useConflictName, Versions3 } from './Versions3'
import styles from './team.module.css'

const sides = ['later', 'ours', 'theirs'] as const
type Side = (typeof sides)[number]

/** Brings a packet or another copy of the project in: a look first, then the merge, which can be taken back as one step. */
export function MergeDialog({ onClose }: { onClose(): void }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const show = useTeam((s) => s.show)
  const nameOf = useConflictName()
  const [file, setFile] = useState<Chosen | null>(null)
  const [key, setKey] = useState(noUnlocking)
  const [job, setJob] = useState({ id: '', dry: true })
  const [choices, setChoices] = useState<Record<string, Side>>({})
  const [join, setJoin] = useState<readonly string[]>([])
  const [leave, setLeave] = useState<readonly string[]>([])
  const state = useJobs((s) => s.jobs.find((j) => j.id === job.id))
  const running = job.id !== '' && (state === undefined || state.state === 'running')
  const result = state?.state === 'done' ? (state.result as MergeResult) : null
  const failure = state?.state === 'failed' ? state.failure : undefined
  const merged = result !== null && !job.dry
  const nothing = result !== null && job.dry && result.ops === 0 && !result.again && !result.hidden
  // That it is another project stands at the beginning.
  const unplaced = result?.unplaced.filter((u) => u.entity !== 'project' || !result.foreign) ?? []
  const number = numberFormat(i18n.language)

  const run = (from: Chosen, dry: boolean) =>
    void attempt(async () => {
      const started = await api.team.merge({ file: from.token, key, dry_run: dry, choices, join: [...join], leave: [...leave] })
      setJob({ id: started.id, dry })
    })
  const choose = () =>
    void attempt(async () => {
      const [chosen] = await api.files.choosePacket({ title: t('team.merge.title'), type: t('team.packets'), name: '' })
      if (!chosen) return
      setFile(chosen)
      setChoices({})
      setJoin([])
      setLeave([])
      run(chosen, true)
    })
  const toggle = (list: readonly string[], id: string, on: boolean) => (on ? [...list, id] : list.filter((x) => x !== id))
  const counts = (what: 'new' | 'changed' | 'removed', n: Record<string, number>) => {
    const all = Object.values(n).reduce((a, b) => a + b, 0)
    return (
      <div>
        <dt title={Object.entries(n).map(([k, v]) => `${k}: ${String(v)}`).join('\n')}>{t(`team.merge.${what}`)}</dt>
        <dd>{number.format(all)}</dd>
      </div>
    )
  }
  const sideOf = (c: ConflictView, side: Side) =>
    c.entity === 'qualifier' && side !== 'later' ? t('team.conflict.keep', { value: side === 'ours' ? c.shown : c.other }) : t(`team.side.${side}`)
  const undo = () =>
    void attempt(async () => {
      await api.history.undo()
      onClose()
    })

  return (
    <Dialog
      size="large"
      title={t('team.merge.title')}
      help={t('team.merge.help')}
      onClose={onClose}
      onSubmit={() => {
        if (file && failure && asksForKey(failure.code)) run(file, true)
        else if (file && result && job.dry && !nothing) run(file, false)
      }}
      actions={
        merged ? (
          <>
            <Button onPress={undo}>{t('team.merge.undo')}</Button>
            {result.conflicts.length > result.decided && (
              <Button
                onPress={() => {
                  show('conflicts')
                }}
              >
                {t('team.conflicts.open')}
              </Button>
            )}
            <Button look="primary" onPress={onClose}>
              {t('dialog.close')}
            </Button>
          </>
        ) : running ? (
          <Button onPress={() => void attempt(() => api.jobs.cancel(job.id))}>{t('job.cancel')}</Button>
        ) : (
          <>
            <Button onPress={onClose}>{t('dialog.cancel')}</Button>
            {failure && asksForKey(failure.code) ? (
              <Button look="primary" type="submit" isDisabled={key.passphrase === '' && key.identities === ''}>
                {t('team.unlock.do')}
              </Button>
            ) : (
              <Button look="primary" type="submit" isDisabled={!result || nothing}>
                {t('team.merge.do')}
              </Button>
            )}
          </>
        )
      }
    >
      <div className={styles['fields']}>
        {!merged && (
          <Button isDisabled={running} onPress={choose}>
            <FolderOpen aria-hidden size="1em" />
            {file ? file.name : t('team.merge.choose')}
          </Button>
        )}
        {running && (
          <div className={styles['running']} role="status">
            <p>{t(job.dry ? 'team.merge.looking' : 'team.merge.merging')}</p>
            <Bar label={t('job.merge')} done={state?.done ?? 0} total={state?.total ?? 0} />
          </div>
        )}
        {failure && <p role="alert">{sentence(failure, i18n.language)}</p>}
        {failure && asksForKey(failure.code) && <Unlock value={key} onChange={setKey} />}
        {result?.foreign && <p role="note">{t('team.merge.foreign', { name: result.foreign.name })}</p>}
        {nothing && <p role="status">{t('team.merge.nothing')}</p>}
        {merged && (
          <p role="status" className={styles['done']}>
            <CircleCheck aria-hidden size="1.25em" />
            <span>{t('team.merge.done', { count: result.ops, path: result.backup })}</span>
          </p>
        )}
        {result && !nothing && (
          <>
            <dl className={styles['sum']}>
              <div>
                <dt>{t('team.merge.ops')}</dt>
                <dd>{number.format(result.ops)}</dd>
              </div>
              <div>
                <dt>{t('team.merge.known')}</dt>
                <dd>{number.format(result.known)}</dd>
              </div>
              {counts('new', result.new)}
              {counts('changed', result.changed)}
              {counts('removed', result.removed)}
              {result.codings.map((c) => (
                <div key={c.coder.id}>
                  <dt>{t('team.merge.codings', { name: c.coder.name })}</dt>
                  <dd>{number.format(c.count)}</dd>
                </div>
              ))}
            </dl>
            {result.hidden && <p role="note">{t('team.merge.hidden')}</p>}
            {job.dry && result.arrived.length > 0 && (
              <section className={styles['group']}>
                <h3>{t('team.merge.arrived')}</h3>
                <div className={styles['documents']}>
                  {result.arrived.map((a) => (
                    <Tick
                      key={a.thing.id}
                      label={`${t(a.entity === 'document' ? 'team.entity.document' : 'team.entity.code')}: ${a.thing.name}`}
                      value={!leave.includes(a.thing.id)}
                      onChange={(on) => {
                        setLeave(toggle(leave, a.thing.id, !on))
                      }}
                    />
                  ))}
                </div>
              </section>
            )}
            {job.dry && result.same_texts.length > 0 && (
              <section className={styles['group']}>
                <h3>{t('team.merge.same')}</h3>
                {result.same_texts.map((s) => (
                  <Tick
                    key={s.theirs.id}
                    label={t('team.merge.join', { theirs: s.theirs.name, ours: s.ours.name })}
                    value={join.includes(s.theirs.id)}
                    onChange={(on) => {
                      setJoin(toggle(join, s.theirs.id, on))
                    }}
                  />
                ))}
              </section>
            )}
            {job.dry && result.conflicts.length > 0 && (
              <section className={styles['group']}>
                <h3>{t('team.merge.conflicts', { count: result.conflicts.length })}</h3>
                {result.conflicts.map((c) => (
                  <div key={c.id} className={styles['conflict']}>
                    <strong>{nameOf(c)}</strong>
                    <Versions3 conflict={c} />
                    {!c.hidden && (
                      <Choice<Side>
                        label={t('team.merge.choice', { what: nameOf(c) })}
                        value={choices[c.id] ?? 'later'}
                        options={sides.map((value) => ({ value, label: sideOf(c, value) }))}
                        onChange={(side) => {
                          setChoices({ ...choices, [c.id]: side })
                        }}
                      />
                    )}
                  </div>
                ))}
              </section>
            )}
            {result.notices.length > 0 && (
              <section className={styles['group']}>
                <h3>{t('team.merge.became')}</h3>
                <ul className={styles['plain']}>
                  {result.notices.map((n, i) => (
                    <li key={i}>{said(n.code, n.message, n.args, i18n.language)}</li>
                  ))}
                </ul>
              </section>
            )}
            {unplaced.length > 0 && (
              <section className={styles['group']}>
                <h3>{t('team.merge.unplaced')}</h3>
                <ul className={styles['plain']}>
                  {unplaced.map((u, i) => (
                    <li key={i}>{`${readablePath(u.thing.name)} ${t(`team.unplaced.${u.why as 'gone'}`)}`}</li>
                  ))}
                </ul>
              </section>
            )}
            {result.resting.length > 0 && (
              <section className={styles['group']}>
                <h3>{t('team.merge.resting')}</h3>
                <ul className={styles['plain']}>
                  {result.resting.map((r) => (
                    <li key={r.id}>{readablePath(r.name)}</li>
                  ))}
                </ul>
              </section>
            )}
            {result.moved > 0 && <p>{t('team.merge.moved', { count: result.moved })}</p>}
          </>
        )}
      </div>
    </Dialog>
  )
}
