import { create } from 'zustand'

/** Whether the window waits for an answer longer than people take for at once. */
export const useWaiting = create<{ waiting: boolean }>(() => ({ waiting: false }))
