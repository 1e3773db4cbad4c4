import type { LucideIcon } from 'lucide-react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'
import { chordText, useKeysOf } from '../state/commands'
import { Button } from './Button'
import styles from './IconButton.module.css'

interface Props {
  icon: LucideIcon
  label: string
  /** The command that does the same: its key is shown. */
  command?: string
  /** Of a switch: whether it is on. */
  pressed?: boolean
  isDisabled?: boolean
  onPress(): void
}

/** A button that shows an icon; what it does and its key are said beside it. */
export function IconButton({ icon: Icon, label, command = '', pressed, isDisabled = false, onPress }: Props) {
  const chord = useKeysOf(command)
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <span className={pressed === true ? (styles['on'] ?? '') : ''}>
        <Button look="quiet" icon aria-label={label} {...(pressed === undefined ? {} : { 'aria-pressed': pressed })} isDisabled={isDisabled} onPress={onPress}>
          <Icon aria-hidden size="1.125em" strokeWidth={1.75} />
        </Button>
      </span>
      <Tooltip className={styles['tip'] ?? ''} placement="bottom" offset={6}>
        {label}
        {chord !== '' && <kbd>{chordText(chord)}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  )
}
