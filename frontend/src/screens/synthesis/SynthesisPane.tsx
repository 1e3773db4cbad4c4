import { Plus, Quote, Table2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellView } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Empty } from '../../components/Empty'
import { Field } from '../../components/Field'
import { Picker } from '../../components/Picker'
import { useApi } from '../../state/api'
import { useSyntheses, useSynthesis, useSynthesisView } from '../../state/synthesis'
import { useAttempt } from '../../state/use-attempt'
import { useOptions } from '../finding/options'
import { CellDrawer } from './CellDrawer'
import styles from './synthesis.module.css'

/** Cases by themes: what was found, and on which passages it rests. */
export function SynthesisPane() {
  const { t } = useTranslation()
  const { synthesis, cell, set } = useSynthesisView()
  const list = useSyntheses().data
  const id = list?.some((s) => s.id === synthesis) === true ? synthesis : (list?.[0]?.id ?? '')
  const view = useSynthesis(id).data
  const [adding, setAdding] = useState<'synthesis' | 'column' | null>(null)
  const cells = useMemo(() => new Map(view?.cells.map((c) => [`${c.case} ${c.dimension}`, c])), [view])
  const close = () => {
    setAdding(null)
  }
  if (!list) return null
  return (
    <div className={styles['pane']}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('area.synthesis')}</h2>
        {list.length > 0 && (
          <Choice
            label={t('synthesis.which')}
            value={id}
            options={list.map((s) => ({ value: s.id, label: s.title }))}
            onChange={(chosen) => {
              set({ synthesis: chosen, cell: null })
            }}
          />
        )}
        <span className={styles['gap']} />
        {view && (
          <Button
            onPress={() => {
              setAdding('column')
            }}
          >
            <Plus aria-hidden size="1em" />
            {t('synthesis.column')}
          </Button>
        )}
        <Button
          look={list.length === 0 ? 'primary' : 'plain'}
          onPress={() => {
            setAdding('synthesis')
          }}
        >
          <Plus aria-hidden size="1em" />
          {t('synthesis.new')}
        </Button>
      </header>
      <div className={styles['body']}>
        {view && view.dimensions.length > 0 ? (
          <div className={styles['box']}>
            <table aria-label={view.title} className={styles['table']}>
              <thead>
                <tr>
                  <th scope="col">{t('matrix.axis.case')}</th>
                  {view.dimensions.map((d) => (
                    <th key={d.id} scope="col" title={d.path === '' ? d.query : d.path}>
                      {d.title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {view.rows.map((r) => (
                  <tr key={r.case}>
                    <th scope="row" title={r.path}>
                      {r.name}
                    </th>
                    {view.dimensions.map((d) => {
                      const c = cells.get(`${r.case} ${d.id}`)
                      const here = cell?.case === r.case && cell.dimension === d.id
                      return (
                        <td key={d.id} data-state={c?.state ?? 'empty'} data-open={here}>
                          <button
                            type="button"
                            className={styles['cell']}
                            aria-expanded={here}
                            onClick={() => {
                              set({ cell: here ? null : { case: r.case, dimension: d.id } })
                            }}
                          >
                            <span className="hidden-text">{t('synthesis.cell', { row: r.name, column: d.title })}</span>
                            {c && <Inside cell={c} />}
                          </button>
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : (
          <Empty icon={Table2} title={t(view ? 'synthesis.bare' : 'synthesis.empty')} help={t(view ? 'synthesis.bare.help' : 'synthesis.empty.help')} />
        )}
        {cell && (
          <CellDrawer
            key={cell.case + cell.dimension}
            place={cell}
            onClose={() => {
              set({ cell: null })
            }}
          />
        )}
      </div>
      {adding === 'synthesis' && <NewSynthesis onClose={close} />}
      {adding === 'column' && <NewColumn synthesis={id} onClose={close} />}
    </div>
  )
}

/** What a cell shows of itself: its statements, and how many passages stand behind them. */
function Inside({ cell }: { cell: CellView }) {
  const { t } = useTranslation()
  const said = cell.findings.filter((f) => f.statement !== '')
  const cited = cell.findings.reduce((n, f) => n + f.citations.length, 0)
  return (
    <>
      {said.map((f) => (
        <span key={f.id} dir="auto" className={styles['statement']}>
          {f.statement}
        </span>
      ))}
      {said.length === 0 && <span className={styles['unsaid']}>{t(`synthesis.state.${cell.state as 'empty'}`)}</span>}
      {(cell.segments > 0 || cited > 0) && (
        <span className={styles['evidence']}>
          <Quote aria-hidden size="0.875em" />
          {said.length > 0 ? t('synthesis.cited', { count: cited }) : t('segments.total', { count: cell.segments })}
          {said.length > 0 && cell.uncited > 0 && <span className={styles['uncited']}>{t('synthesis.uncited', { count: cell.uncited })}</span>}
        </span>
      )}
    </>
  )
}

function NewSynthesis({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const set = useSynthesisView((s) => s.set)
  const [title, setTitle] = useState('')
  return (
    <Dialog
      title={t('synthesis.new')}
      help={t('synthesis.new.help')}
      size="small"
      onClose={onClose}
      onSubmit={() => {
        if (title.trim() === '') return
        void attempt(async () => {
          const synthesis = await api.analysis.saveSynthesis({ id: '', title: title.trim(), rows: [] })
          set({ synthesis, cell: null })
          onClose()
        })
      }}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={title.trim() === ''}>
            {t('synthesis.make')}
          </Button>
        </>
      }
    >
      <Field label={t('new.name')} value={title} autoFocus onChange={setTitle} />
    </Dialog>
  )
}

function NewColumn({ synthesis, onClose }: { synthesis: string; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const options = useOptions().get('code') ?? []
  const [code, setCode] = useState('')
  const [title, setTitle] = useState('')
  const ready = title.trim() !== ''
  return (
    <Dialog
      title={t('synthesis.column')}
      help={t('synthesis.column.help')}
      size="small"
      onClose={onClose}
      onSubmit={() => {
        if (!ready) return
        void attempt(async () => {
          await api.analysis.saveDimension({ id: '', synthesis, title: title.trim(), kind: code === '' ? 'question' : 'code', code, query: code === '' ? title.trim() : '' })
          onClose()
        })
      }}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={!ready}>
            {t('finding.add.done')}
          </Button>
        </>
      }
    >
      <Field label={t('synthesis.column.title')} value={title} autoFocus onChange={setTitle} />
      <Picker
        label={t('synthesis.column.code')}
        empty={t('finding.pick.none')}
        options={options}
        chosen={code === '' ? [] : [code]}
        several={false}
        rows={6}
        onChange={([chosen = '']) => {
          setCode(chosen)
          if (title.trim() === '') setTitle(options.find((o) => o.value === chosen)?.label ?? '')
        }}
      />
    </Dialog>
  )
}
