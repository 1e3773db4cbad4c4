import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../api/types'
import { useDocumentsView } from '../../state/documents'
import { useImporting } from '../../state/importing'
import { useJobs } from '../../state/jobs'
import { useNotices } from '../../state/notices'
import { DocumentBin } from './DocumentBin'
import { DocumentDialog } from './DocumentDialog'
import { ImportDialog } from './ImportDialog'
import { cameOf, ImportResult } from './ImportResult'
import { ProjectReview } from './ProjectReview'

/** The dialogs about documents. They stand beside the panes, which may be hidden. */
export function DocumentDialogs() {
  const { t } = useTranslation()
  const { files, job: id, review, shown, show } = useImporting()
  const job = useJobs((s) => s.jobs.find((j) => j.id === id))
  const say = useNotices((s) => s.say)
  const bin = useDocumentsView((s) => s.bin)
  const ended = job !== undefined && job.state === 'done'
  useEffect(() => {
    if (!ended || useImporting.getState().shown) return
    const { imported, projects, skipped } = job.result as ImportReport
    say(`${t('import.came', { count: imported.length + cameOf(projects) })} ${skipped.length > 0 ? t('import.skipped', { count: skipped.length }) : ''}`.trim(), {
      label: t('import.look'),
      run: () => {
        show(true)
      },
    })
    // only the end of the job is news, not what is shown when it has ended
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ended])
  return (
    <>
      {files !== null && <ImportDialog files={files} />}
      {files === null && review && <ProjectReview review={review} />}
      {files === null && !review && shown && job && <ImportResult job={job} />}
      {bin && <DocumentBin />}
      <DocumentDialog />
    </>
  )
}
