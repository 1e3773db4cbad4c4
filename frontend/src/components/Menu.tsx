import { Check, ChevronRight, type LucideIcon } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { Keyboard, Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator, SubmenuTrigger } from 'react-aria-components'
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

/** An item that does nothing but open a menu of its own. */
export interface Branch extends Omit<Item, 'onAction'> {
  items: readonly Item[]
}

interface Props {
  label: string
  /** What the button shows; an icon needs no more than the label. */
  children: ReactNode
  items: readonly (Item | Branch)[]
  icon?: boolean
  look?: 'plain' | 'quiet' | 'primary'
}

function Line({ id, label, icon: Icon, chord, danger = false, checked, opens = false }: Omit<Item, 'onAction'> & { opens?: boolean }) {
  return (
    <MenuItem id={id} textValue={label} className={`${styles['item'] ?? ''} ${danger ? (styles['danger'] ?? '') : ''}`}>
      <span className={styles['mark']}>{checked === true ? <Check aria-hidden size="1em" /> : Icon && <Icon aria-hidden size="1em" />}</span>
      <span className={styles['text']}>{label}</span>
      {checked === true && <span className="hidden-text">✓</span>}
      {chord !== undefined && <Keyboard className={styles['chord'] ?? ''}>{chord}</Keyboard>}
      {opens && <ChevronRight aria-hidden size="1em" />}
    </MenuItem>
  )
}

function Items({ label, items, onClose }: { label: string; items: readonly (Item | Branch)[]; onClose?(): void }) {
  return (
    <AriaMenu
      aria-label={label}
      autoFocus="first"
      {...(onClose ? { onClose } : {})}
      className={styles['menu'] ?? ''}
      onAction={(key) => {
        const item = items.find((i) => i.id === key)
        if (item && !('items' in item)) item.onAction()
      }}
      disabledKeys={items.filter((i) => i.disabled === true).map((i) => i.id)}
    >
      {items.flatMap((item) => [
        ...(item.apart === true ? [<Separator key={`${item.id}-line`} className={styles['line'] ?? ''} />] : []),
        'items' in item ? (
          <SubmenuTrigger key={item.id}>
            <Line {...item} opens />
            <Popover className={styles['popover'] ?? ''}>
              <Items label={item.label} items={item.items} {...(onClose ? { onClose } : {})} />
            </Popover>
          </SubmenuTrigger>
        ) : (
          <Line key={item.id} {...item} />
        ),
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
export function MenuAt({ at, label, items, onClose }: { at: { x: number; y: number }; label: string; items: readonly (Item | Branch)[]; onClose(): void }) {
  const place = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span ref={place} aria-hidden className={styles['place']} style={{ left: at.x, top: at.y }} />
      <Popover
        isOpen
        triggerRef={place}
        placement="bottom start"
        offset={2}
        className={styles['popover'] ?? ''}
        onOpenChange={(open) => {
          if (!open) onClose()
        }}
      >
        <Items label={label} items={items} onClose={onClose} />
      </Popover>
    </>
  )
}
