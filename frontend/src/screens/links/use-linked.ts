import { useMemo } from 'react'
import { codePoint, type PositionIndex } from '../../model/positions'
import type { Range } from '../../model/spans'
import { useLinks } from '../../state/links'

/** The passages of a document at which links begin or end, as they are drawn. */
export function useLinked(document: string, index: PositionIndex): readonly Range[] {
  const links = useLinks().data
  return useMemo(
    () =>
      (links ?? [])
        .flatMap((l) => [l.from, l.to])
        .filter((e) => e.document.id === document && !e.moved)
        .map((e) => ({ from: index.toUtf16(codePoint(e.start)), to: index.toUtf16(codePoint(e.end)) })),
    [links, document, index],
  )
}
