import { useEffect, useRef } from 'react'
import { create } from 'zustand'

/** The groups under which commands are listed. */
export const commandGroups = ['project', 'view', 'reading', 'coding', 'codes', 'documents', 'finding', 'notes', 'review'] as const
export type CommandGroup = (typeof commandGroups)[number]

/** Something that the person can do: listed in the palette and the sheet of keys, and run by its keys. */
export interface Command {
  /** Never shown: "reading.outline". Of two with one id, the one added last counts. */
  id: string
  /** For people, in their language. */
  title: string
  group: CommandGroup
  /** Chords that run it: "Ctrl+K", "Shift+J", "F6", "." (a character as typed), "1". */
  keys?: readonly string[]
  /** A key of the list that it belongs to: shown with it, and heard by that list alone. */
  chord?: string
  /**
   * Where its keys work: everywhere in the window, or only while the text is read. Single
   * letters belong to the text, or they would be typed nowhere.
   */
  where?: 'window' | 'text'
  /** False while it cannot be done; it is then listed nowhere, and its keys do nothing. */
  possible?: boolean
  /** Listed in the sheet of keys, but not in the palette. */
  keysOnly?: boolean
  run(): void
}

interface State {
  sets: readonly { owner: symbol; commands: readonly Command[] }[]
  put(owner: symbol, commands: readonly Command[]): void
  drop(owner: symbol): void
}

export const useCommandSets = create<State>((set) => ({
  sets: [],
  put: (owner, commands) => {
    set((s) => ({
      sets: s.sets.some((o) => o.owner === owner)
        ? s.sets.map((o) => (o.owner === owner ? { owner, commands } : o))
        : [...s.sets, { owner, commands }],
    }))
  },
  drop: (owner) => {
    set((s) => ({ sets: s.sets.filter((o) => o.owner !== owner) }))
  },
}))

/** What a menu of a list offers, as commands. */
export function commandsOf(
  group: CommandGroup,
  items: readonly { id: string; label: string; chord?: string; disabled?: boolean; onAction(): void }[],
): Command[] {
  return items.map(({ id, label, chord, disabled = false, onAction }) => ({ id: `${group}.${id}`, title: label, group, possible: !disabled, ...(chord === undefined ? {} : { chord }), run: onAction }))
}

/** The keys of a command as they are shown. */
export const shownKeys = (c: Command): readonly string[] => c.keys ?? (c.chord === undefined ? [] : [c.chord])

/** Every command that is possible now, each id once. */
export function commandsNow(): Command[] {
  const byId = new Map<string, Command>()
  for (const { commands } of useCommandSets.getState().sets) for (const c of commands) byId.set(c.id, c)
  return [...byId.values()].filter((c) => c.possible !== false)
}

/** Offers commands for as long as the component is shown. */
export function useCommands(commands: readonly Command[]): void {
  const { put, drop } = useCommandSets.getState()
  const latest = useRef(commands)
  const owner = useRef(Symbol())
  useEffect(() => {
    latest.current = commands
  })
  const shape = JSON.stringify(commands)
  useEffect(() => {
    const mine = owner.current
    const list = JSON.parse(shape) as Omit<Command, 'run'>[]
    put(mine, list.map((c) => ({ ...c, run: () => latest.current.find((l) => l.id === c.id)?.run() })))
  }, [shape, put])
  useEffect(() => {
    const mine = owner.current
    return () => {
      drop(mine)
    }
  }, [drop])
}

/** The keys of a command, for tooltips; "" if it has none. */
export function useKeysOf(id: string): string {
  return useCommandSets((s) => s.sets.flatMap((o) => o.commands).find((c) => c.id === id)?.keys?.[0] ?? '')
}

const mac = /Mac/.test(navigator.platform)

/** How a chord is written on this machine. */
export function chordText(chord: string): string {
  return mac ? chord.replace('Ctrl', '⌘').replace('Shift', '⇧').replace('Alt', '⌥').replaceAll('+', '') : chord
}

const named: Record<string, string> = {
  ' ': 'Space', ArrowUp: 'Up', ArrowDown: 'Down', ArrowLeft: 'Left', ArrowRight: 'Right', Esc: 'Escape', '+': 'Plus',
}

/**
 * The chords that a key press may mean. Letters go by what is printed, and by where they lie
 * where another script is; digits by where they lie, since some keyboards need Shift for them; a sign is also meant without the
 * Shift that it takes. With AltGr a key types something and means no chord with Ctrl.
 */
export function chordsOf(e: KeyboardEvent): string[] {
  const ctrl = mac ? e.metaKey : e.ctrlKey
  if (e.getModifierState('AltGraph') || (mac ? e.ctrlKey : e.metaKey)) return []
  const front = `${ctrl ? 'Ctrl+' : ''}${e.altKey ? 'Alt+' : ''}`
  const shift = e.shiftKey ? 'Shift+' : ''
  const key = named[e.key] ?? (e.key.length === 1 ? e.key.toUpperCase() : e.key)
  const out = [`${front}${shift}${key}`]
  const sign = e.key.length === 1 && !/[\p{L}\p{N}\s]/u.test(e.key)
  if (sign && e.shiftKey) out.push(`${front}${key}`)
  const letter = /^Key([A-Z])$/.exec(e.code)?.[1]
  if (letter !== undefined && /^[\p{L}\p{M}]/u.test(e.key) && !/^\p{Script=Latin}/u.test(e.key)) out.push(`${front}${shift}${letter}`)
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(e.code)
  if (digit?.[1] !== undefined) out.push(`${front}${e.code.startsWith('Numpad') ? '' : shift}${digit[1]}`)
  return out
}

/** What a text field does by itself, and must go on doing. */
const ofFields = /^Ctrl\+(?:Shift\+)?(?:[ACVXYZ]|Left|Right|Up|Down|Backspace|Delete|Home|End)$/

/** The command that a key press means at the element that has the focus. */
export function commandFor(e: KeyboardEvent, target: Element | null): Command | undefined {
  const inText = target?.closest('[data-keys="text"]') !== null && target !== null
  const inField = !inText && target !== null && target.closest('input, textarea, [contenteditable="true"]') !== null
  const chords = chordsOf(e)
  return commandsNow().findLast((c) =>
    c.keys?.some((k) => {
      if (!chords.includes(k)) return false
      if (c.where === 'text') return inText
      return !inField || (/^(?:Ctrl|Alt)\+|^F\d+$/.test(k) && !ofFields.test(k))
    }),
  )
}
