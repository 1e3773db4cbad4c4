import { Plus } from 'lucide-react'
import { Fragment, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { Button } from '../../components/Button'
import { Picker } from '../../components/Picker'
import { Tick } from '../../components/Tick'
import { alternative, narrowed, negatedAt, replaceAt, test, type Condition, type Path, type Test } from '../../model/condition'
import { useFacets } from '../../state/queries'
import { useSaying } from './saying'
import { TestEditor } from './TestEditor'
import styles from './finding.module.css'

interface Props {
  condition: Condition | null
  /** What the sentence begins with: "Passages", "Words in passages". */
  lead: string
  /** Fields that are there to press, "any code", while nothing is asked of them. */
  offered: readonly string[]
  onChange(condition: Condition | null): void
}

/** A condition as a sentence, each part of which opens what can be changed about it. */
export function Sentence({ condition, lead, offered, onChange }: Props) {
  const { t } = useTranslation()
  const parts = condition === null ? [] : condition.op === 'and' ? condition.conds : [condition]
  const pathOf = (i: number): Path => (condition?.op === 'and' ? [i] : [])
  // Chains of "or" ask for things of their own; only parts that must all hold have a place in the sentence.
  const open = condition?.op !== 'or'
  const slots = open ? offered : []
  const placed = new Map(
    slots.map((field) => [field, parts.findIndex((p) => p.op === 'test' && p.field === field)] as const),
  )
  const rest = parts.map((part, i) => ({ part, i })).filter(({ i }) => ![...placed.values()].includes(i))
  return (
    <div role="group" aria-label={t('finding.sentence')} className={styles['sentence']}>
      <span className={styles['lead']}>{lead}</span>
      {[...placed].map(([field, i]) => {
        const here = parts[i]
        return here?.op === 'test' ? (
          <Chip key={field} condition={condition} path={pathOf(i)} part={here} onChange={onChange} />
        ) : (
          <Ghost
            key={field}
            field={field}
            onChange={(made) => {
              onChange(narrowed(condition, made))
            }}
          />
        )
      })}
      {condition?.op === 'or' ? (
        <Part condition={condition} path={[]} part={condition} onChange={onChange} />
      ) : (
        rest.map(({ part, i }) => <Part key={i} condition={condition} path={pathOf(i)} part={part} onChange={onChange} />)
      )}
      <Adder
        label={t('finding.add')}
        onAdd={(made) => {
          onChange(narrowed(condition, made))
        }}
      >
        <Plus aria-hidden size="1em" />
      </Adder>
    </div>
  )
}

interface PartProps {
  condition: Condition | null
  path: Path
  part: Condition
  onChange(condition: Condition | null): void
}

function Part({ condition, path, part, onChange }: PartProps) {
  const { t } = useTranslation()
  if (part.op === 'test') return <Chip condition={condition} path={path} part={part} onChange={onChange} />
  if (part.op === 'not') {
    const inner = part.cond
    if (inner.op === 'test') return <Chip condition={condition} path={[...path, 0]} part={inner} negated onChange={onChange} />
    return (
      <>
        <span>{t('finding.not')}</span>
        <Part condition={condition} path={[...path, 0]} part={inner} onChange={onChange} />
      </>
    )
  }
  const whole = path.length === 0
  return (
    <span className={styles['group']}>
      {!whole && <span aria-hidden>(</span>}
      {part.conds.map((c, i) => (
        <Fragment key={i}>
          {i > 0 && <span>{t(part.op === 'and' ? 'finding.and' : 'finding.or')}</span>}
          <Part condition={condition} path={[...path, i]} part={c} onChange={onChange} />
        </Fragment>
      ))}
      {!whole && <span aria-hidden>)</span>}
    </span>
  )
}

/** A test that opens its editor. */
function Chip({ condition, path, part, negated = false, onChange }: PartProps & { part: Test; negated?: boolean }) {
  const { t } = useTranslation()
  const { say } = useSaying()
  const said = say(part)
  const without = () => {
    onChange(replaceAt(condition, negated ? path.slice(0, -1) : path, null))
  }
  return (
    <DialogTrigger>
      <AriaButton className={styles['chip'] ?? ''}>
        {negated && `${t('finding.not')} `}
        {said.before !== '' && `${said.before} `}
        <strong>{said.what}</strong>
        {said.after !== '' && ` ${said.after}`}
      </AriaButton>
      <Popover className={styles['popover'] ?? ''}>
        <Dialog aria-label={[said.before, said.what, said.after].join(' ')} className={styles['dialog'] ?? ''}>
          {({ close }) => (
            <>
              <TestEditor
                test={part}
                onChange={(changed) => {
                  if (changed.values.length === 0 && !changed.any) without()
                  else onChange(replaceAt(condition, path, changed))
                }}
              />
              <Tick
                label={t('finding.negate')}
                value={negated}
                onChange={() => {
                  if (condition) onChange(negatedAt(condition, path))
                  close()
                }}
              />
              <div className={styles['feet']}>
                <Adder
                  label={t('finding.alternative')}
                  onAdd={(made) => {
                    if (condition) onChange(alternative(condition, negated ? path.slice(0, -1) : path, made))
                    close()
                  }}
                >
                  {t('finding.alternative')}
                </Adder>
                <Button
                  look="quiet"
                  onPress={() => {
                    close()
                    without()
                  }}
                >
                  {t('finding.remove')}
                </Button>
              </div>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** A place in the sentence where nothing is asked yet: "any code". */
function Ghost({ field, onChange }: { field: string; onChange(made: Test): void }) {
  const { t } = useTranslation()
  const label = field === 'code' ? t('finding.any.code') : field === 'document' ? t('finding.any.document') : t('finding.any.coder')
  return (
    <DialogTrigger>
      <AriaButton className={`${styles['chip'] ?? ''} ${styles['ghost'] ?? ''}`}>{label}</AriaButton>
      <Popover className={styles['popover'] ?? ''}>
        <Dialog aria-label={label} className={styles['dialog'] ?? ''}>
          <TestEditor test={test(field, [])} onChange={onChange} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

const fields = ['code', 'document', 'case', 'kind', 'lang', 'jurisdiction', 'date', 'role', 'speaker', 'coder', 'round', 'coded', 'memo', 'weight', 'text', 'overlaps', 'within', 'contains', 'near'] as const

/** A button that asks what for, then for which, and then adds it. */
function Adder({ label, children, onAdd }: { label: string; children: ReactNode; onAdd(made: Test): void }) {
  const { t, i18n } = useTranslation()
  const facets = useFacets().data
  const [draft, setDraft] = useState<Test | null>(null)
  const options = [
    ...fields.map((f) => ({ value: f, label: t(`finding.field.${f}`) })),
    ...(facets ?? []).map((f) => ({ value: `facet.${f.name}`, label: f.names[i18n.language] ?? f.name, detail: t('finding.field.facet') })),
  ]
  const ready = draft !== null && (draft.any || draft.values.length > 0)
  return (
    <DialogTrigger
      onOpenChange={() => {
        setDraft(null)
      }}
    >
      <Button look="quiet" aria-label={label} icon={typeof children !== 'string'}>
        {children}
      </Button>
      <Popover className={styles['popover'] ?? ''}>
        <Dialog aria-label={label} className={styles['dialog'] ?? ''}>
          {({ close }) =>
            draft === null ? (
              <Picker
                label={label}
                empty={t('finding.pick.none')}
                options={options}
                chosen={[]}
                several={false}
                onChange={([field = 'code']) => {
                  const [kind = '', ...name] = field.split('.')
                  setDraft(test(kind, [], { name: name.join('.'), compare: kind === 'date' || kind === 'weight' || kind === 'coded' ? '>=' : ':', distance: kind === 'near' ? 50 : 0 }))
                }}
              />
            ) : (
              <form
                className={styles['editor']}
                onSubmit={(e) => {
                  e.preventDefault()
                  if (!ready) return
                  onAdd(draft)
                  close()
                }}
              >
                <p className={styles['what']}>{options.find((o) => o.value === (draft.name === '' ? draft.field : `${draft.field}.${draft.name}`))?.label}</p>
                <TestEditor test={draft} onChange={setDraft} />
                <div className={styles['feet']}>
                  <Button
                    look="quiet"
                    onPress={() => {
                      setDraft(null)
                    }}
                  >
                    {t('finding.back')}
                  </Button>
                  <Button look="primary" type="submit" isDisabled={!ready}>
                    {t('finding.add.done')}
                  </Button>
                </div>
              </form>
            )
          }
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

