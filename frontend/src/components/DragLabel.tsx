import { useDrag } from '../state/drag'
import styles from './DragLabel.module.css'

/** What the pointer carries, beside it. */
export function DragLabel() {
  const { carried, x, y } = useDrag()
  if (!carried) return null
  return (
    <div className={styles['label']} style={{ transform: `translate(${String(x + 12)}px, ${String(y + 8)}px)` }} aria-hidden>
      {carried.label}
    </div>
  )
}
