import { EditorView } from '@codemirror/view'

/** Hues are drawn in steps of five degrees: finer differences nobody sees. */
const step = 5
const stepOf = (hue: number) => String((Math.round(hue / step) * step) % 360)

/** The paint of words on which so many codings lie; more than three look like three. */
export const tintPaint = (depth: number) => `a-depth-${String(Math.min(depth, 3))}`
/** The paint of a coding that is looked at, by the hue of its code in degrees. */
export const focusedPaint = (hue: number) => `a-focused-${stepOf(hue)}`
/** The paint of a coding under the pointer. */
export const hoveredPaint = (hue: number) => `a-hovered-${stepOf(hue)}`

/** A colour of .code-colour for words: highlights take no --hue. */
const ink = (hue: number) => `light-dark(oklch(var(--code-on-light) ${String(hue)}), oklch(var(--code-on-dark) ${String(hue)}))`

// One by one: WebKit knows no thickness in the short form.
const underlined = (hue: number) => ({
  textDecorationLine: 'underline',
  textDecorationColor: ink(hue),
  textDecorationThickness: '3px',
  textUnderlineOffset: '0.2em',
  textDecorationSkipInk: 'none',
})

const paints: Record<string, Record<string, string>> = Object.fromEntries([
  ...['var(--tint-1)', 'var(--tint-2)', 'var(--tint-3)'].map((tint, i) => [tintPaint(i + 1), { backgroundColor: tint }]),
  ...Array.from({ length: 360 / step }, (_, i) => i * step).flatMap((hue) => [
    // Nothing shines through: the tints of words lie below.
    [focusedPaint(hue), { ...underlined(hue), backgroundColor: `color-mix(in srgb, ${ink(hue)} 24%, var(--canvas))` }],
    [hoveredPaint(hue), underlined(hue)],
  ]),
])

const headingSizes = [1.3, 1.18, 1.08, 1, 1, 1]

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
    // In a narrow pane the words go before the names of stripes, which are told under the hand.
    '--margin': 'clamp(3rem, 26%, 17rem)',
    caretColor: 'var(--accent)',
  },
  '.cm-line': { position: 'relative', textAlign: 'start', padding: '0' },
  '.cm-line[data-n]::before': {
    content: 'attr(data-n)',
    position: 'absolute',
    left: 'calc(-1 * var(--gutter))',
    width: 'calc(var(--gutter) - 0.75rem)',
    color: 'var(--muted)',
    fontFamily: 'var(--ui)',
    fontSize: '0.6875rem',
    fontWeight: '400',
    fontStyle: 'normal',
    fontVariantNumeric: 'tabular-nums',
    lineHeight: 'calc(var(--reading) * var(--reading-line))',
    textAlign: 'right',
    userSelect: 'none',
    direction: 'ltr',
  },
  '.cm-content:focus-visible': { boxShadow: 'none' },
  '&.cm-focused .cm-scroller': { boxShadow: 'inset 0 2px var(--accent)' },
  '.a-blank': { lineHeight: '0.7' },
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
  '.a-kept, .a-kept *': { background: 'var(--selected) !important' },
  '.a-linked': { textDecoration: 'underline dotted var(--muted) 1.5px', textUnderlineOffset: '0.25em' },
  '.a-judged': { textDecoration: 'underline dashed var(--accent) 1.5px', textUnderlineOffset: '0.25em' },
  '.a-lang-start': { position: 'relative' },
  '.a-lang-start::before': {
    content: 'attr(data-code)',
    marginInlineEnd: '0.3em',
    paddingInline: '0.25em',
    border: '1px solid var(--line)',
    borderRadius: '0.25em',
    color: 'var(--muted)',
    fontFamily: 'var(--ui)',
    fontSize: '0.625rem',
    fontWeight: '500',
    textTransform: 'uppercase',
    verticalAlign: '0.3em',
  },
  // The name stands over the words, so that no line moves when it comes.
  '.a-lang:hover .a-lang-start::after, .a-lang-here .a-lang-start::after': {
    content: 'attr(data-language)',
    position: 'absolute',
    zIndex: '1',
    insetInlineStart: '0',
    bottom: '100%',
    padding: '0 0.5em',
    border: '1px solid var(--line)',
    borderRadius: '0.25rem',
    background: 'var(--raised)',
    color: 'var(--text)',
    fontFamily: 'var(--ui)',
    fontSize: '0.75rem',
    fontStyle: 'normal',
    fontWeight: '400',
    lineHeight: '1.6',
    whiteSpace: 'nowrap',
    pointerEvents: 'none',
  },
  // Who wants no motion sees it stand for as long.
  '.a-flash': { background: 'var(--accent-soft)', boxShadow: '0 0 0 2px var(--accent-soft)', animation: 'a-flash 1.4s ease-out' },
  '@keyframes a-flash': { from: { background: 'var(--accent)' }, to: { background: 'transparent' } },
  '.a-found': { background: 'var(--warn-soft)', boxShadow: '0 0 0 1px var(--warn)' },
  // It is selected too; while the search has the focus, the selection is drawn by a mark.
  '.a-found-now, .a-kept .a-found-now, .a-found-now .a-kept': { background: 'var(--warn) !important', color: 'var(--canvas)' },
  '.a-away': {
    fontFamily: 'var(--ui)',
    fontSize: '0.75rem',
    color: 'var(--muted)',
    padding: '0.15rem 0.5rem',
    marginBlock: '0.4rem',
    borderInlineStart: '2px solid var(--line)',
  },
  '.cm-tooltip': { border: '1px solid var(--border)', borderRadius: 'var(--radius)', background: 'var(--raised)', color: 'var(--text)', boxShadow: 'var(--shadow)', zIndex: '15' },
  '.a-list': { margin: '0', padding: 'var(--space-2) var(--space-3)', fontFamily: 'var(--ui)', fontSize: '0.8125rem', maxWidth: '24rem', maxHeight: 'min(26rem, 60vh)', overflowY: 'auto' },
  '.a-list li': { display: 'flex', gap: 'var(--space-2)', alignItems: 'center', paddingBlock: '0.125rem' },
  '.a-dot': { flex: 'none', width: '0.625rem', height: '0.625rem', borderRadius: '0.1875rem', background: 'var(--code)' },
  '.a-list .a-who': { marginInlineStart: 'auto', paddingInlineStart: 'var(--space-3)', color: 'var(--muted)' },
  ...Object.fromEntries(Object.entries(paints).flatMap(([name, style]) => [[`.cm-content ::highlight(${name})`, style], [`.${name}`, style]])),
})
