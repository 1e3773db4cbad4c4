import { useTranslation } from 'react-i18next'
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components'
import type { Open } from './OpenDocument'
import styles from './Reading.module.css'

/** The headings of a document; one without any has its turns. */
export function Outline({ open: { shape, text, surface } }: { open: Open }) {
  const { t } = useTranslation()
  const turns = shape.headings.length < 2
  const entries = (turns ? shape.turns : shape.headings).map((p, i) => {
    const words = text.slice(p.from, Math.min(p.to, p.from + 160)).replace(/\s+/g, ' ').trim()
    return { id: String(i), from: p.from, to: p.to, level: turns ? 1 : p.level, label: turns ? `${String(i + 1)} ${p.speaker}` : words, rest: turns ? words.replace(p.speaker, '').replace(/^[\s:.\]–-]+/, '') : '' }
  })
  return (
    <nav aria-label={t('reading.outline')} className={styles['outline']}>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: turns ? 40 : 28 }}>
        <ListBox
          aria-label={t('reading.outline')}
          items={entries}
          className={styles['entries'] ?? ''}
          selectionMode="none"
          onAction={(key) => {
            const e = entries[Number(key)]
            if (e) surface?.jump(e.from, turns ? e.from : e.to)
          }}
        >
          {(e) => (
            <ListBoxItem id={e.id} textValue={e.label} className={styles['entry'] ?? ''} style={{ paddingInlineStart: `${String(0.25 + e.level * 0.5)}rem` }}>
              <span>{e.label}</span>
              {e.rest !== '' && <small>{e.rest}</small>}
            </ListBoxItem>
          )}
        </ListBox>
      </Virtualizer>
    </nav>
  )
}
