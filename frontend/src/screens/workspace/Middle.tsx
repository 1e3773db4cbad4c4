import { lazy, Suspense, type ComponentType } from 'react'
import { useArea, type Area } from '../../state/area'
import { ReadingPane } from '../reading/ReadingPane'

// Read at once; the others are loaded when they are first gone to.
const panes: Record<Area, ComponentType> = {
  reading: ReadingPane,
  cases: lazy(async () => ({ default: (await import('../cases/CasesPane')).CasesPane })),
  matrix: lazy(async () => ({ default: (await import('../matrix/MatrixPane')).MatrixPane })),
  sharing: lazy(async () => ({ default: (await import('../sharing/SharingPane')).SharingPane })),
  synthesis: lazy(async () => ({ default: (await import('../synthesis/SynthesisPane')).SynthesisPane })),
  review: lazy(async () => ({ default: (await import('../review/ReviewPane')).ReviewPane })),
  reports: lazy(async () => ({ default: (await import('../reports/ReportsPane')).ReportsPane })),
  actors: lazy(async () => ({ default: (await import('../actors/ActorsPane')).ActorsPane })),
  coverage: lazy(async () => ({ default: (await import('../coverage/CoveragePane')).CoveragePane })),
}

/** The middle of the window: a text, or what was made of all of them. */
export function Middle() {
  const Pane = panes[useArea((s) => s.area)]
  return (
    <Suspense>
      <Pane />
    </Suspense>
  )
}
