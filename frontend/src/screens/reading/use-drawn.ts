import { useMemo } from 'react'
import type { CodeNode, CodingView, Info } from '../../api/types'
import type { Drawn } from '../../editor/scene'
import { hueOf } from '../../model/colour'
import { readablePath } from '../../model/code-path'
import { codePoint, type PositionIndex } from '../../model/positions'
import { Spans } from '../../model/spans'
import type { Shown } from '../../state/reading'

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
  /** How many codings the filter leaves out. */
  left: number
}

/**
 * Says how codings are drawn. One that did not change stays the very same object, so
 * that adding one to thousands costs little.
 */
function drawer(byId: Map<string, CodeNode>, coders: Info['coders'] | undefined, me: string | undefined, index: PositionIndex): (c: CodingView) => Drawn {
  const initials = new Map(coders?.map((c) => [c.id, c.initials || c.name]))
  const known = new WeakMap<CodingView, Drawn>()
  return (c: CodingView): Drawn => {
    let d = known.get(c)
    if (!d) {
      const node = byId.get(c.code)
      d = {
        id: c.id,
        from: index.toUtf16(codePoint(c.start)),
        to: index.toUtf16(codePoint(c.end)),
        name: node?.name ?? '',
        path: readablePath(node?.path ?? ''),
        hue: hueOf(node?.color ?? ''),
        pattern: [...c.code].reduce((a, ch) => a + ch.charCodeAt(0), 0) % 4,
        coder: initials.get(c.coder) ?? '',
        own: c.coder === me,
        memo: c.memos > 0,
      }
      known.set(c, d)
    }
    return d
  }
}

/**
 * The codings of a document as they are drawn, without those that the filter leaves out.
 */
export function useDrawn(index: PositionIndex, codings: readonly CodingView[], tree: readonly CodeNode[], info: Info | undefined, shown: Shown): Result {
  const byId = useMemo(() => codesById(tree), [tree])
  const coders = info?.coders
  const me = info?.coder.id
  const drawnOf = useMemo(() => drawer(byId, coders, me, index), [byId, coders, me, index])
  return useMemo(() => {
    const codes = shown.codes.length > 0 ? withBelow(byId, shown.codes) : null
    const drawn = codings
      .filter(
        (c) =>
          (!codes || codes.has(c.code)) &&
          (shown.coders.length === 0 || shown.coders.includes(c.coder)) &&
          (shown.rounds.length === 0 || shown.rounds.includes(c.round)) &&
          (shown.values.length === 0 || c.facets.some((f) => shown.values.includes(f.value))),
      )
      .map(drawnOf)
      .filter((d) => d.from < d.to)
    return { spans: new Spans(drawn), left: codings.length - drawn.length }
  }, [byId, codings, drawnOf, shown])
}
