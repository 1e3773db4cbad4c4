import { useTeam } from '../../state/team'
import { ConflictsDialog } from './ConflictsDialog'
import { HandBack } from './HandBack'
import { MergeDialog } from './MergeDialog'

/** The dialog of bringing work together that is open, if any. */
export function TeamDialogs() {
  const { open, show } = useTeam()
  const close = () => {
    show(null)
  }
  if (open === 'merge') return <MergeDialog onClose={close} />
  if (open === 'conflicts') return <ConflictsDialog onClose={close} />
  if (open === 'hand-back') return <HandBack onClose={close} />
  return null
}
