import { useState } from 'react'
import type { CodeNode } from '../../api/types'
import type { NewCode } from '../../state/coding'
import { CodePicker } from './CodePicker'
import styles from './Reading.module.css'

interface Props {
  /** Where in the window it hangs, in pixels; undefined where that is out of view. */
  at: { left: number; top: number; bottom: number } | undefined
  label: string
  codes: readonly CodeNode[]
  several?: boolean
  onTake(codes: readonly string[], made?: readonly NewCode[]): void
  onClose(): void
}

/** The palette of codes at a place of the text. */
export function CodePalette({ at, ...picker }: Props) {
  // An element of no width, for the palette to hang on.
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <div ref={setAnchor} className={styles['anchor']} style={{ insetInlineStart: at?.left ?? 300, top: at?.top ?? 200, height: at ? at.bottom - at.top : 0 }} />
      {anchor && <CodePicker triggerRef={{ current: anchor }} {...picker} />}
    </>
  )
}
