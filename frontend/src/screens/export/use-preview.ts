import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportPreview } from '../../api/types'
import { said } from '../../i18n'
import { useApi } from '../../state/api'
import { useJobs } from '../../state/jobs'
import type { Api } from '../../api/client'

type Wanted = Parameters<Api['sharing']['preview']>[0]

interface Seen {
  /** Null while it is being found out. */
  preview: ExportPreview | null
  /** Why it cannot be found out, such as a condition that is none; "" as long as nothing stands against it. */
  wrong: string
}

/** What an export would hold and lose. */
export function usePreview(wanted: Wanted): Seen {
  const api = useApi()
  const { i18n } = useTranslation()
  const [of, setOf] = useState({ asked: '', id: '' })
  const asked = JSON.stringify(wanted)
  useEffect(() => {
    let over = false
    let started = ''
    api.sharing.preview(JSON.parse(asked) as Wanted).then(
      (job) => {
        started = job.id
        if (over) void api.jobs.cancel(started)
        else setOf({ asked, id: started })
      },
      () => undefined, // the export itself will say what stands against it
    )
    return () => {
      over = true
      if (started !== '') void api.jobs.cancel(started)
    }
  }, [api, asked])
  const job = useJobs((s) => s.jobs.find((j) => of.asked === asked && j.id === of.id))
  return {
    preview: job?.state === 'done' ? (job.result as ExportPreview) : null,
    wrong: job?.state === 'failed' && job.failure ? said(job.failure.code, job.failure.message, job.failure.args, i18n.language) : '',
  }
}
