import { StateEffect, StateField } from '@codemirror/state'
import type { Shape } from '../model/shape'
import { type Range, Spans } from '../model/spans'
import type { InLanguage } from './language-marks'

/** A coding as it is drawn: UTF-16 offsets, and what is said about it. */
export interface Drawn extends Range {
  readonly id: string
  /** Of its code: name, path with "›", hue in degrees. */
  readonly name: string
  readonly path: string
  readonly hue: number
  /** 0 to 3: how its stripe is patterned, for those who do not see the hue. */
  readonly pattern: number
  readonly coder: string
  readonly own: boolean
  readonly memo: boolean
}

/** Everything that is drawn over the words. */
export interface Scene {
  readonly shape: Shape
  readonly spans: Spans<Drawn>
  readonly focused: ReadonlySet<string>
  /** The coding under the pointer, in the margin or in a list. */
  readonly hovered: string
  readonly flash: Range | null
  /** Passages at which links begin or end. */
  readonly linked: readonly Range[]
  /** Passages that the reader is asked to judge, each as a whole. */
  readonly judged: readonly Range[]
  /** Passages in another language than the document. */
  readonly languages: readonly InLanguage[]
  /** Speakers who only ask: their turns are dimmed. */
  readonly asking: ReadonlySet<string>
  /** Words for the margin: "{n} more", "Page {label}". */
  readonly words: { margin: string; more(n: number): string; page(label: string): string }
}

export const change = StateEffect.define<Partial<Scene>>()

export function sceneField(start: Scene) {
  return StateField.define<Scene>({
    create: () => start,
    update: (scene, tr) => {
      for (const e of tr.effects) {
        if (e.is(change)) scene = { ...scene, ...e.value }
      }
      return scene
    },
  })
}

export const noSpans = new Spans<Drawn>([])
