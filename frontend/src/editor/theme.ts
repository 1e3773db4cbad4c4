import { EditorView } from '@codemirror/view'

/** Hues are drawn in steps of five degrees: finer differences nobody sees. */
const step = 5

/** A class that sets --hue. The content policy allows no style attributes in the text. */
export const hueClass = (hue: number) => `a-hue-${String((Math.round(hue / step) * step) % 360)}`

const hues = Object.fromEntries(
  Array.from({ length: 360 / step }, (_, i) => [`.${hueClass(i * step)}`, { '--hue': String(i * step) }]),
)

const headingSizes = [1.6, 1.35, 1.18, 1.08, 1, 1]

/** What a document looks like. Colours and lengths are tokens. */
export const look = EditorView.theme({
  '&': { height: '100%', background: 'var(--canvas)', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--reading-face)',
    fontSize: 'var(--reading)',
    lineHeight: 'var(--reading-line)',
    overflowX: 'hidden',
    scrollbarWidth: 'none',
  },
  '.cm-scroller::-webkit-scrollbar': { display: 'none' },
  '.cm-content': {
    boxSizing: 'border-box',
    flex: '1 1 0',
    minWidth: '0',
    maxWidth: 'calc(var(--measure) + var(--gutter) + var(--margin))',
    marginInline: 'auto',
    padding: 'var(--space-5) var(--margin) 45vh var(--gutter)',
    '--gutter': 'clamp(2.5rem, 7%, 4rem)',
    '--margin': 'clamp(8rem, 30%, 17rem)',
    caretColor: 'var(--accent)',
  },
  '.cm-line': { position: 'relative', unicodeBidi: 'plaintext', textAlign: 'start', padding: '0' },
  '.cm-line[data-n]::before': {
    content: 'attr(data-n)',
    position: 'absolute',
    insetInlineStart: 'calc(-1 * var(--gutter))',
    width: 'calc(var(--gutter) - 0.75rem)',
    color: 'var(--muted)',
    fontFamily: 'var(--ui)',
    fontSize: '0.6875rem',
    fontWeight: '400',
    fontStyle: 'normal',
    fontVariantNumeric: 'tabular-nums',
    lineHeight: 'calc(var(--reading) * var(--reading-line))',
    textAlign: 'end',
    userSelect: 'none',
    direction: 'ltr',
  },
  '.a-paragraph, .a-footnote, .a-metadata': { paddingBlock: '0.2em' },
  '.a-heading': { fontWeight: '650', lineHeight: '1.3', paddingBlock: '0.7em 0.25em' },
  ...Object.fromEntries(headingSizes.map((size, i) => [`.a-heading.a-level-${String(i + 1)}`, { fontSize: `${String(size)}em` }])),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`.a-list_item.a-level-${String(n)}`, { paddingInlineStart: `${String(n * 1.25)}em` }])),
  '.a-table_row': { fontFamily: 'var(--ui)', fontSize: '0.86em', paddingBlock: '0.3em', borderBottom: '1px solid var(--line)' },
  '.a-cell': { color: 'var(--muted)', paddingInline: '0.35em' },
  '.a-footnote': { fontSize: '0.86em' },
  '.a-metadata': { fontFamily: 'var(--ui)', fontSize: '0.8em', color: 'var(--muted)' },
  '.a-running': { color: 'var(--muted)', fontSize: '0.8em' },
  '.a-turn': { paddingTop: '0.7em' },
  '.a-turn[data-n]::before': { paddingTop: '0' },
  '.a-asked': { color: 'var(--muted)' },
  '.a-speaker': { fontFamily: 'var(--ui)', fontSize: '0.82em', fontWeight: '650', color: 'var(--accent)' },
  '.a-asked .a-speaker': { color: 'var(--muted)' },
  '.a-bold': { fontWeight: '700' },
  '.a-italic': { fontStyle: 'italic' },
  '.a-page': { marginTop: '0.5em', paddingTop: '1.6em' },
  '.a-page::after': {
    content: 'attr(data-page)',
    position: 'absolute',
    insetInline: '0',
    top: '0.25em',
    borderTop: '1px solid var(--line)',
    color: 'var(--muted)',
    fontFamily: 'var(--ui)',
    fontSize: '0.6875rem',
    fontWeight: '400',
    lineHeight: '1.6',
    textAlign: 'end',
    userSelect: 'none',
  },
  '.a-depth-1': { background: 'var(--tint-1)' },
  '.a-depth-2': { background: 'var(--tint-2)' },
  '.a-depth-3': { background: 'var(--tint-3)' },
  '.a-focused, .a-hovered': {
    textDecoration: 'underline 3px var(--code)',
    textUnderlineOffset: '0.2em',
    textDecorationSkipInk: 'none',
  },
  '.a-focused': { background: 'color-mix(in oklch, var(--code) 20%, transparent)' },
  '.a-flash': { animation: 'a-flash 1.4s ease-out' },
  '@keyframes a-flash': { from: { background: 'var(--accent)' }, to: { background: 'transparent' } },
  '.a-found': { background: 'var(--warn-soft)', boxShadow: '0 0 0 1px var(--warn)' },
  '.a-found-now': { background: 'var(--warn)', color: 'var(--canvas)' },
  '.a-away': {
    fontFamily: 'var(--ui)',
    fontSize: '0.75rem',
    color: 'var(--muted)',
    padding: '0.15rem 0.5rem',
    marginBlock: '0.4rem',
    borderInlineStart: '2px solid var(--line)',
  },
  '.cm-tooltip': { border: '1px solid var(--border)', borderRadius: 'var(--radius)', background: 'var(--raised)', color: 'var(--text)', boxShadow: 'var(--shadow)', zIndex: '15' },
  '.a-list': { margin: '0', padding: 'var(--space-2) var(--space-3)', fontFamily: 'var(--ui)', fontSize: '0.8125rem', maxWidth: '24rem' },
  '.a-list li': { display: 'flex', gap: 'var(--space-2)', alignItems: 'center', paddingBlock: '0.125rem' },
  '.a-dot': { flex: 'none', width: '0.625rem', height: '0.625rem', borderRadius: '0.1875rem', background: 'var(--code)' },
  '.a-list .a-who': { marginInlineStart: 'auto', paddingInlineStart: 'var(--space-3)', color: 'var(--muted)' },
  ...hues,
})
