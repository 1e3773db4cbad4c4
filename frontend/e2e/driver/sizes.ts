/** The usual size of the page in scenarios, in pixels. */
export const width = 1280
export const height = 860

/** How many files of scenarios run at once. A scenario mostly waits, for the page or for the program. */
export const sideBySide = 2
