/** A colour in sRGB, each part from 0 to 1. */
export type Rgb = readonly [number, number, number]

/** Reads #rgb and #rrggbb. */
export function parseColour(text: string): Rgb {
  const m = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)
  if (!m?.[1]) throw new Error(`no colour: ${text}`)
  const hex = m[1].length === 3 ? [...m[1]].map((c) => c + c).join('') : m[1]
  return [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255) as unknown as Rgb
}

/** Relative luminance, WCAG 2.2. */
function luminance([r, g, b]: Rgb): number {
  const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/** Contrast ratio, WCAG 2.2: 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

/** OKLCH to sRGB (CSS Color 4, §10), clipped to what a screen can show. */
export function oklch(l: number, c: number, hue: number): Rgb {
  const a = c * Math.cos((hue * Math.PI) / 180)
  const b = c * Math.sin((hue * Math.PI) / 180)
  const cone = (x: number) => x ** 3
  const [L, M, S] = [
    cone(l + 0.3963377774 * a + 0.2158037573 * b),
    cone(l - 0.1055613458 * a - 0.0638541728 * b),
    cone(l - 0.0894841775 * a - 1.291485548 * b),
  ]
  const linear = [
    4.0767416621 * L - 3.3077115913 * M + 0.2309699292 * S,
    -1.2684380046 * L + 2.6097574011 * M - 0.3413193965 * S,
    -0.0041960863 * L - 0.7034186147 * M + 1.707614701 * S,
  ]
  return linear.map((x) => {
    const v = Math.min(Math.max(x, 0), 1)
    return v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055
  }) as unknown as Rgb
}
