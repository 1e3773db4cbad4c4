/**
 * The hue of a colour #rrggbb in degrees of OKLCH (CSS Color 4, §10), 0 to 359. Codes
 * are drawn by their hue alone, so that each theme can choose a lightness that reads.
 */
export function hueOf(colour: string): number {
  const m = /^#([0-9a-f]{6})$/i.exec(colour)
  const hex = m?.[1] ?? '7a7a7a'
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((i) => {
    const c = parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m_ = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const x = 1.9779984951 * l - 2.428592205 * m_ + 0.4505937099 * s
  const y = 0.0259040371 * l + 0.7827717662 * m_ - 0.808675766 * s
  return (Math.round((Math.atan2(y, x) * 180) / Math.PI) + 360) % 360
}
