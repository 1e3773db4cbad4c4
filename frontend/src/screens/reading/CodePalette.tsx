import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeNode } from '../../api/types'
import { CodePicker } from './CodePicker'
import type { Open } from './OpenDocument'
import styles from './Reading.module.css'
import type { Acts } from './use-coding-keys'

interface Props {
  open: Open
  codes: readonly CodeNode[]
  act: Acts
  onClose(): void
}

/** The palette at the end of the selection: puts codes on it. */
export function CodePalette({ open, codes, act, onClose }: Props) {
  const { t } = useTranslation()
  // An element of no width at the end of the selection, for the palette to hang on.
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const at = open.surface?.place(open.surface.selection.to)
  return (
    <>
      <div ref={setAnchor} className={styles['anchor']} style={{ insetInlineStart: at?.left ?? 300, top: at?.top ?? 200, height: at ? at.bottom - at.top : 0 }} />
      {anchor && (
        <CodePicker
          codes={codes}
          triggerRef={{ current: anchor }}
          label={t('coding.palette')}
          several
          onTake={(list, made) => {
            void act.codeSelection(list, made)
          }}
          onClose={onClose}
        />
      )}
    </>
  )
}
