import { useTranslation } from 'react-i18next'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { Palette } from '../../components/Palette'
import { fitsWords, fold } from '../../model/fold'
import { chordText, type Command, commandsNow, shownKeys } from '../../state/commands'
import styles from './Palette.module.css'

/** Every action by its name, with its key. */
export function CommandPalette({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const commands = commandsNow().filter((c) => c.keysOnly !== true && c.id !== 'view.palette')
  const find = (words: string): Command[] =>
    commands
      .map((c) => ({ c, score: fitsWords(fold(words), fold(c.title)) || fitsWords(fold(words), fold(t(`command.group.${c.group}`))) / 4 }))
      .filter((r) => r.score > 0)
      .sort((a, b) => b.score - a.score)
      .map((r) => r.c)
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className={styles['overlay'] ?? ''}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={styles['modal'] ?? ''}>
        <Dialog aria-label={t('command.palette')} className={styles['dialog'] ?? ''}>
          <Palette
            label={t('command.palette')}
            placeholder={t('command.search')}
            find={find}
            keyOf={(c) => c.id}
            row={(c) => (
              <>
                <span className={styles['title']}>{c.title}</span>
                <span className={styles['group']}>{t(`command.group.${c.group}`)}</span>
                {shownKeys(c).slice(0, 1).map((k) => (
                  <kbd key={k} className={styles['key']}>
                    {chordText(k)}
                  </kbd>
                ))}
              </>
            )}
            none={t('command.none')}
            take={(c) => {
              onClose()
              // The dialog gives the focus back first: the command may want it elsewhere.
              setTimeout(c.run, 30)
            }}
            onEscape={onClose}
          />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
