import { useArea } from '../../state/area'
import { MatrixPane } from '../matrix/MatrixPane'
import { ReadingPane } from '../reading/ReadingPane'
import { SynthesisPane } from '../synthesis/SynthesisPane'

/** The middle of the window: a text, or what was made of all of them. */
export function Middle() {
  switch (useArea((s) => s.area)) {
    case 'reading':
      return <ReadingPane />
    case 'matrix':
      return <MatrixPane />
    case 'synthesis':
      return <SynthesisPane />
  }
}
