import { Check, Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Autocomplete, Input, ListBox, ListBoxItem, ListLayout, SearchField, Virtualizer } from 'react-aria-components'
import { fitsWords, fold } from '../model/fold'
import styles from './Picker.module.css'

/** One of the things that can be picked. */
export interface Option {
  value: string
  label: string
  /** What stands small beside it: a count, a folder. */
  detail?: string
  /** How deep it lies in its tree. */
  depth?: number
  /** The hue of a code, in degrees. */
  hue?: number
  /** More words by which it is found, such as its names in other languages. */
  words?: string
  disabled?: boolean
}

interface Props {
  label: string
  empty: string
  options: readonly Option[]
  chosen: readonly string[]
  /** Whether several may be chosen. */
  several: boolean
  /** How many rows the list shows at most. */
  rows?: number
  onChange(chosen: string[]): void
}

const row = 30

/** Things to pick from, found by typing; the arrow keys move in the list from there. */
export function Picker({ label, empty, options, chosen, several, rows = 10, onChange }: Props) {
  const [query, setQuery] = useState('')
  const wanted = fold(query.trim())
  const flat = wanted !== ''
  const shown = useMemo(() => {
    if (wanted === '') return options
    const fit = options.flatMap((o) => {
      // In the other words only what stands there as typed counts: they are long.
      const other = fitsWords(wanted, fold(o.words ?? ''))
      const n = Math.max(fitsWords(wanted, fold(o.label)), other < 45 ? 0 : other - 5)
      return n > 0 ? [{ o, n }] : []
    })
    return fit.sort((a, b) => b.n - a.n).map(({ o }) => o)
  }, [options, wanted])
  return (
    <div className={styles['picker']}>
      <Autocomplete inputValue={query} onInputChange={setQuery}>
        <SearchField aria-label={label} autoFocus className={styles['search'] ?? ''}>
          <Search aria-hidden size="1em" />
          <Input role="combobox" aria-expanded className={styles['input'] ?? ''} placeholder={label} />
        </SearchField>
        <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: row }}>
          <ListBox
            aria-label={label}
            className={styles['list'] ?? ''}
            style={{ height: Math.min(Math.max(shown.length, 1), rows) * row }}
            items={shown}
            selectionMode={several ? 'multiple' : 'single'}
            selectedKeys={chosen}
            disabledKeys={shown.filter((o) => o.disabled).map((o) => o.value)}
            onSelectionChange={(keys) => {
              onChange(keys === 'all' ? options.map((o) => o.value) : [...keys].map(String))
            }}
            renderEmptyState={() => <p className={styles['empty']}>{empty}</p>}
          >
            {(o) => (
              <ListBoxItem
                id={o.value}
                textValue={o.label}
                className={styles['item'] ?? ''}
                style={{ paddingInlineStart: `${String(0.25 + (flat ? 0 : (o.depth ?? 0)))}rem` }}
              >
                {({ isSelected }) => (
                  <>
                    <span className={styles['mark']}>{isSelected && <Check aria-hidden size="1em" />}</span>
                    {o.hue !== undefined && <Dot hue={o.hue} />}
                    <span className={styles['name']}>{o.label}</span>
                    {o.detail !== undefined && <span className={styles['detail']}>{o.detail}</span>}
                  </>
                )}
              </ListBoxItem>
            )}
          </ListBox>
        </Virtualizer>
      </Autocomplete>
    </div>
  )
}

/** The colour of a code beside its name. */
export function Dot({ hue }: { hue: number }) {
  return <span aria-hidden className={`code-colour ${styles['dot'] ?? ''}`} style={{ '--hue': hue } as React.CSSProperties} />
}
