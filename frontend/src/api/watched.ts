import type { Transport } from './transport'

/** How long an answer may take before the window says that it is waiting, in milliseconds. */
export const patience = 100
/** How long it says so at least: shorter, it would only flicker. */
export const shown = 300

/** Where a person, not the program, is waited for: dialogs of the system. */
const ofPeople = /^Files\.Choose/

/**
 * Tells whenever calls are waited for longer than people take for at once, and when none
 * of them is any more. What is told last is always how it is.
 */
export function watched(transport: Transport, tell: (waiting: boolean) => void): Transport {
  let late = 0
  let told = false
  let ending: ReturnType<typeof setTimeout> | undefined
  const say = (waiting: boolean) => {
    if (told !== waiting) tell(waiting)
    told = waiting
  }
  const watch = <T>(answer: Promise<T>): Promise<T> => {
    let counted = false
    const timer = setTimeout(() => {
      counted = true
      late++
      clearTimeout(ending)
      say(true)
    }, patience)
    const settled = () => {
      clearTimeout(timer)
      if (!counted) return
      late--
      if (late > 0) return
      ending = setTimeout(() => {
        say(false)
      }, shown)
    }
    answer.then(settled, settled)
    return answer
  }
  return {
    ...transport,
    call: (method, args, signal) => (ofPeople.test(method) ? transport.call(method, args, signal) : watch(transport.call(method, args, signal))),
    text: (route, signal) => watch(transport.text(route, signal)),
    bytes: (route, signal) => watch(transport.bytes(route, signal)),
  }
}
