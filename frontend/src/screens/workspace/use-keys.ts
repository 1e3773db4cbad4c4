import { useEffect } from 'react'
import { commandFor } from '../../state/commands'
import { isComposing } from '../../state/composing'
import { usePreferences } from '../../state/preferences'

/** Runs commands by their keys, wherever the focus is; dialogs and menus keep theirs. */
export function useKeys(): void {
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if (isComposing(e) || e.defaultPrevented) return
      const target = e.target instanceof Element ? e.target : null
      if (target?.closest('[role="dialog"], [role="alertdialog"], [role="menu"]')) return
      const command = commandFor(e, target)
      if (!command) return
      // Whoever speaks to the computer may turn single letters off (WCAG 2.1.4).
      const letter = command.where === 'text' && e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey
      if (letter && !usePreferences.getState().preferences.letters) return
      e.preventDefault()
      e.stopPropagation()
      command.run()
    }
    addEventListener('keydown', press, true)
    return () => {
      removeEventListener('keydown', press, true)
    }
  }, [])
}

/** What had the focus last in each part of the window. */
const remembered = new WeakMap<Element, HTMLElement>()

const focusable = 'button:not([disabled]):not([tabindex="-1"]), input:not([disabled]), textarea, select, [tabindex]:not([tabindex="-1"]), [contenteditable="true"]'

/** Moves the focus to the next part of the window, where it was there last. */
export function cycleRegions(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((r) => r.getClientRects().length > 0 && !r.closest('[inert]'))
  // Of parts that lie in each other the inner one comes later.
  const now = regions.findLastIndex((r) => r.contains(document.activeElement))
  for (let i = 1; i <= regions.length; i++) {
    const region = regions[(now + i * step + regions.length * 2) % regions.length]
    if (!region) return
    const last = remembered.get(region)
    const target = last?.isConnected === true ? last : (region.querySelector<HTMLElement>('[data-first]') ?? region.querySelector<HTMLElement>(focusable))
    if (target) {
      target.focus()
      if (region.contains(document.activeElement)) return
    }
  }
}

/** Remembers where the focus is in each part of the window. */
export function useRegions(): void {
  useEffect(() => {
    const look = (e: FocusEvent) => {
      if (!(e.target instanceof HTMLElement)) return
      const region = e.target.closest('[data-region]')
      if (region) remembered.set(region, e.target)
    }
    addEventListener('focusin', look)
    return () => {
      removeEventListener('focusin', look)
    }
  }, [])
}
