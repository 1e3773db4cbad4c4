import { useEffect, useState } from 'react'
import type { ExportPreview } from '../../api/types'
import { useApi } from '../../state/api'
import { useJobs } from '../../state/jobs'
import type { Api } from '../../api/client'

type Wanted = Parameters<Api['sharing']['preview']>[0]

/** What an export would hold and lose; null while that is being found out. */
export function usePreview(wanted: Wanted): ExportPreview | null {
  const api = useApi()
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
  return job?.state === 'done' ? (job.result as ExportPreview) : null
}
