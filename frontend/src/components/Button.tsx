import { Button as AriaButton, type ButtonProps } from 'react-aria-components'
import styles from './Button.module.css'

interface Props extends Omit<ButtonProps, 'className'> {
  look?: 'plain' | 'primary' | 'danger' | 'quiet'
  /** A button that shows only an icon; it needs an aria-label. */
  icon?: boolean
}

export function Button({ look = 'plain', icon = false, ...rest }: Props) {
  return <AriaButton {...rest} className={`${styles['button'] ?? ''} ${styles[look] ?? ''} ${icon ? (styles['icon'] ?? '') : ''}`} />
}
