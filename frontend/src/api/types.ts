import type { bridge, profile } from '../wailsjs/go/models'

export type Ask = bridge.Ask
export type Chosen = bridge.Chosen
export type Description = bridge.Description
export type RecentProject = bridge.RecentProject

export interface Drop {
  files: Chosen[]
  x: number
  y: number
}

/** The kinds of error, those of package qda. */
export const kinds = [
  'internal', 'invalid', 'not_found', 'conflict', 'busy', 'damaged', 'too_new', 'unsupported', 'read_only', 'cancelled', 'storage',
] as const
export type Kind = (typeof kinds)[number]

export interface Failure extends Omit<bridge.Failure, 'kind' | 'args'> {
  kind: Kind
  args: Record<string, string | number | boolean>
}

export interface Job extends Omit<bridge.Job, 'state' | 'failure' | 'result'> {
  state: 'running' | 'done' | 'failed' | 'cancelled'
  result: unknown
  failure?: Failure
}

export const languages = ['en', 'es', 'fr', 'pt'] as const
export type Language = (typeof languages)[number]
export const themes = ['system', 'light', 'dark', 'contrast'] as const
export const densities = ['compact', 'comfortable', 'roomy'] as const
export const faces = ['serif', 'sans', 'legible'] as const

export interface Preferences extends profile.Preferences {
  language: Language | ''
  theme: (typeof themes)[number]
  density: (typeof densities)[number]
  face: (typeof faces)[number]
}
