/**
 * Formats by language, made once each: to make one takes as long as to write hundreds of
 * numbers, and lists write one in every line.
 */
function kept<O extends object, F>(make: (language: string, options: O) => F): (language: string, options?: O) => F {
  const known = new Map<string, F>()
  return (language, options = {} as O) => {
    const key = `${language} ${JSON.stringify(options)}`
    let format = known.get(key)
    if (format === undefined) known.set(key, (format = make(language, options)))
    return format
  }
}

/** How numbers are written. */
export const numberFormat = kept((language, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options))

/** How dates and times are written. */
export const dateFormat = kept((language, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options))
