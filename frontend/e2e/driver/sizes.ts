/** The usual size of the page in scenarios, in pixels. */
export const width = 1280
export const height = 860
