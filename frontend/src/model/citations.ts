/** The citations on which something rests: those of documents that are not in the bin. */
export const standing = <T extends { binned: boolean }>(list: readonly T[]): T[] => list.filter((c) => !c.binned)
