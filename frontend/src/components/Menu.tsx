import { Check, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Keyboard, Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { Button } from './Button'
import styles from './Menu.module.css'

export interface Item {
  id: string
  label: string
  icon?: LucideIcon
  /** The key that does the same, to show. */
  chord?: string
  danger?: boolean
  disabled?: boolean
  /** Of a choice: whether it holds now. */
  checked?: boolean
  /** A line above it. */
  apart?: boolean
  onAction(): void
}

interface Props {
  label: string
  /** What the button shows; an icon needs no more than the label. */
  children: ReactNode
  items: readonly Item[]
  icon?: boolean
  look?: 'plain' | 'quiet' | 'primary'
}

function Items({ label, items }: { label: string; items: readonly Item[] }) {
  return (
    <AriaMenu
      aria-label={label}
      className={styles['menu'] ?? ''}
      onAction={(key) => {
        items.find((i) => i.id === key)?.onAction()
      }}
      disabledKeys={items.filter((i) => i.disabled === true).map((i) => i.id)}
    >
      {items.flatMap(({ id, label: text, icon: Icon, chord, danger = false, checked, apart = false }) => [
        ...(apart ? [<Separator key={`${id}-line`} className={styles['line'] ?? ''} />] : []),
        <MenuItem key={id} id={id} textValue={text} className={`${styles['item'] ?? ''} ${danger ? (styles['danger'] ?? '') : ''}`}>
          <span className={styles['mark']}>{checked === true ? <Check aria-hidden size="1em" /> : Icon && <Icon aria-hidden size="1em" />}</span>
          <span className={styles['text']}>{text}</span>
          {checked === true && <span className="hidden-text">✓</span>}
          {chord !== undefined && <Keyboard className={styles['chord'] ?? ''}>{chord}</Keyboard>}
        </MenuItem>,
      ])}
    </AriaMenu>
  )
}

/** A button that opens a menu. */
export function Menu({ label, children, items, icon = false, look = 'quiet' }: Props) {
  return (
    <MenuTrigger>
      <Button look={look} icon={icon} aria-label={label}>
        {children}
      </Button>
      <Popover className={styles['popover'] ?? ''}>
        <Items label={label} items={items} />
      </Popover>
    </MenuTrigger>
  )
}

/** A menu at a place of the page, in pixels: what a right click opens. */
export function MenuAt({ at, label, items, onClose }: { at: { x: number; y: number }; label: string; items: readonly Item[]; onClose(): void }) {
  return (
    <MenuTrigger
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Anchor at={at} />
      <Popover className={styles['popover'] ?? ''} placement="bottom start" offset={2}>
        <Items label={label} items={items} />
      </Popover>
    </MenuTrigger>
  )
}

/** A button of no size that the menu hangs on. */
function Anchor({ at }: { at: { x: number; y: number } }) {
  return <Button look="quiet" excludeFromTabOrder aria-hidden="true" style={{ position: 'fixed', insetInlineStart: at.x, top: at.y, width: 0, height: 0, minWidth: 0, minHeight: 0, padding: 0, border: 0, opacity: 0 }} />
}
