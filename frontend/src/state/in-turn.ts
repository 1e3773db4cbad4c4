/**
 * Runs what it is given one after the other, each when the one before has ended, however it
 * ended: two savings at once of a thing that has no name yet would make it twice.
 */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const now = last.then(work, work)
    last = now
    return now
  }
}
