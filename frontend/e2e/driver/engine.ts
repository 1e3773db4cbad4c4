/** A point of the page, in CSS pixels from its upper left corner. */
export interface Point {
  x: number
  y: number
}

/**
 * What a browser or a window must be able to do so that scenarios can run in it. All
 * input is what a person's hands would make; only `evaluate` goes around them.
 */
export interface Engine {
  /** Shows an address; a window, which has only one, loads it again. */
  load(url: string): Promise<void>
  /** Runs an expression in the page, awaits it, and gives its value as JSON allows. */
  evaluate(expression: string): Promise<unknown>
  move(to: Point): Promise<void>
  /** Presses the button; `nth` says the how manieth press in a row it is, where the engine does not count by itself. */
  down(nth?: number): Promise<void>
  up(nth?: number): Promise<void>
  /** Presses the right button and lets it go. */
  menu(): Promise<void>
  /** Presses keys together, as 'Control', 'Shift', 'Enter', 'ArrowDown', 'a'. */
  keys(chord: readonly string[]): Promise<void>
  /** Types text into what has the focus. */
  type(text: string): Promise<void>
  resize(width: number, height: number): Promise<void>
  /** A PNG of what is shown. */
  screenshot(): Promise<Buffer>
  /** What the page wrote to its console as errors, where the engine can hear it. */
  errors(): string[]
  /** Takes errors that the scenario meant to cause out of the list; wants that many, where it can hear them. */
  expectError(pattern: RegExp, times: number): void
  close(): Promise<void>
}

export const engineNames = ['chromium', 'webkit', 'window'] as const
export type EngineName = (typeof engineNames)[number]

/** The engines of scenarios that need nothing of the window itself. */
export const browsers = ['chromium', 'webkit'] as const satisfies readonly EngineName[]
