import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeNode, CodingView, Info } from '../../api/types'
import type { Drawn } from '../../editor/scene'
import { hueOf } from '../../model/colour'
import type { PositionIndex } from '../../model/positions'
import type { Spans } from '../../model/spans'
import { type CodeName, namesOf } from '../../state/code-names'
import { everything, type Shown } from '../../state/reading'
import { useInitials } from '../../state/review'
import { Drawing, type Look, type Ways } from './drawing'

/** Every code of a tree by its identity. */
export function codesById(tree: readonly CodeNode[], into = new Map<string, CodeNode>()): Map<string, CodeNode> {
  for (const n of tree) {
    into.set(n.id, n)
    codesById(n.children, into)
  }
  return into
}

/** The codes, and all below them. */
function withBelow(byId: Map<string, CodeNode>, ids: readonly string[]): Set<string> {
  const out = new Set<string>()
  const take = (n: CodeNode) => {
    out.add(n.id)
    n.children.forEach(take)
  }
  for (const id of ids) {
    const n = byId.get(id)
    if (n) take(n)
  }
  return out
}

interface Result {
  spans: Spans<Drawn>
  /** How many codings the filter leaves out, and how many of these are of other coders. */
  left: number
  others: number
  /** The same of other codings of the document, at once. */
  draw(codings: readonly CodingView[]): Spans<Drawn>
}

/** Hues that are nearer than this are taken for one, in degrees. */
const alike = 24

/**
 * A pattern for the stripes of each code: of those whose hues are much alike the first has
 * a plain one, and the others take turns.
 */
export function patternsOf(byId: ReadonlyMap<string, CodeNode>): Map<string, number> {
  const seen = new Map<number, number>()
  return new Map(
    [...byId].map(([id, n]) => {
      const band = Math.floor(hueOf(n.color) / alike)
      const before = seen.get(band) ?? 0
      seen.set(band, before + 1)
      return [id, before % 4]
    }),
  )
}

function lookOf(named: CodeName | undefined, pattern: number): Look {
  return { name: named?.name ?? '', path: named?.path ?? '', hue: named?.hue ?? hueOf(''), pattern }
}

/**
 * The codings of a document as they are drawn, without those that the filter leaves out.
 */
export function useDrawn(index: PositionIndex, codings: readonly CodingView[], tree: readonly CodeNode[], info: Info | undefined, shown: Shown): Result {
  const { i18n } = useTranslation()
  const names = namesOf(tree, i18n.language)
  const byId = useMemo(() => codesById(tree), [tree])
  const patterns = useMemo(() => patternsOf(byId), [byId])
  const initials = useInitials()
  const me = info?.coder.id
  const drawing = useMemo(() => new Drawing(index), [index])
  const ways = useMemo<Ways>(() => {
    const codes = shown.codes.length > 0 ? withBelow(byId, shown.codes) : null
    const looks = new Map<string, Look>()
    return {
      shows: (c) =>
        (!codes || codes.has(c.code)) &&
        (shown.coders.length === 0 || shown.coders.includes(c.coder)) &&
        (shown.rounds.length === 0 || shown.rounds.includes(c.round)) &&
        (shown.values.length === 0 || c.facets.some((f) => shown.values.includes(f.value))),
      lookOf: (code) => {
        let look = looks.get(code)
        if (!look) looks.set(code, (look = lookOf(names.get(code), patterns.get(code) ?? 0)))
        return look
      },
      seenOf: (c) => ({ coder: initials(c.coder), own: c.coder === me, memo: c.memos > 0 }),
    }
  }, [byId, names, patterns, initials, me, shown])
  const draw = useCallback((list: readonly CodingView[]) => drawing.draw(list, ways), [drawing, ways])
  return useMemo(() => {
    const spans = draw(codings)
    const left = shown === everything ? none : codings.filter((c) => !ways.shows(c))
    return { spans, left: left.length, others: left.filter((c) => c.coder !== me).length, draw }
  }, [draw, codings, ways, shown, me])
}

const none: never[] = []
