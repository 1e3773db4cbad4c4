import { Folder } from 'lucide-react'
import { hueOf } from '../model/colour'
import styles from './Swatch.module.css'

/** The colour of a code; a folder, which cannot be applied to text, has its own sign. */
export function Swatch({ color, folder = false }: { color: string; folder?: boolean }) {
  return (
    <span className={`code-colour ${styles['swatch'] ?? ''}`} style={{ '--hue': hueOf(color) } as React.CSSProperties} aria-hidden>
      {folder ? <Folder size="1.125em" fill="currentColor" fillOpacity={0.25} /> : <span className={styles['dot']} />}
    </span>
  )
}
