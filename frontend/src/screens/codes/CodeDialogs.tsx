import { useCodesView } from '../../state/codes'
import { useCodes } from '../../state/queries'
import { AskBin } from './AskBin'
import { BookDialog } from './BookDialog'
import { CodeBin } from './CodeBin'
import { FacetsDialog } from './FacetsDialog'
import { ImportBook } from './ImportBook'
import { MergeCodes } from './MergeCodes'

/** The dialogs about codes. They stand beside the panes, which may be hidden. */
export function CodeDialogs() {
  const { merging, binning, bin, facets, importing, exporting } = useCodesView()
  const { data: tree = [] } = useCodes()
  return (
    <>
      {merging.length > 0 && <MergeCodes key={merging.join()} tree={tree} from={merging} />}
      {binning.length > 0 && <AskBin tree={tree} codes={binning} />}
      {bin && <CodeBin />}
      {facets && <FacetsDialog />}
      {importing && <ImportBook key={importing.token} file={importing} />}
      {exporting && <BookDialog />}
    </>
  )
}
