import { create } from 'zustand'
import type { Api } from '../api/client'

interface State {
  /** The project that the places are of. */
  project: string
  /** Where the reader was in each document, in code points; the one read last comes first. */
  places: ReadonlyMap<string, number>
  load(api: Api, project: string): Promise<void>
  /** Remembers it, now and for the next time. */
  keep(api: Api, document: string, position: number): void
}

/** Where the reader was in the documents of the open project. */
export const usePlaces = create<State>((set, get) => ({
  project: '',
  places: new Map(),
  load: async (api, project) => {
    if (get().project === project) return
    const list = await api.settings.places(project)
    set({ project, places: new Map(list.map((p) => [p.document, p.position])) })
  },
  keep: (api, document, position) => {
    const { project, places } = get()
    const [last] = places.keys()
    if (project === '' || (last === document && places.get(document) === position)) return
    set({ places: new Map([[document, position], ...[...places].filter(([d]) => d !== document)]) })
    // A place that could not be kept costs a scroll, not a message.
    void api.settings.savePlace(project, { document, position }).catch(() => undefined)
  },
}))
