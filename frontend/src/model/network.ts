/** The picture of a network, in pixels of its own; the files that the program writes have the same measures and colours. */
export const picture = { width: 1000, height: 560, marginX: 90, marginY: 48, radius: 10, line: 17, mark: 8 }

export interface At {
  x: number
  y: number
}

/** The place of a node, which the program gives in the unit square. */
export const placed = (n: At): At => ({
  x: picture.marginX + n.x * (picture.width - 2 * picture.marginX),
  y: picture.marginY + n.y * (picture.height - 2 * picture.marginY),
})

/** Where the first line of a label begins, and how it is anchored there. */
export function labelAt(at: At, side: string, lines: number): At & { anchor: 'start' | 'middle' | 'end' } {
  const { radius: r, line } = picture
  switch (side) {
    case 'above':
      return { x: at.x, y: at.y - r - 6 - (lines - 1) * line, anchor: 'middle' }
    case 'right':
      return { x: at.x + r + 6, y: at.y + 4 - ((lines - 1) * line) / 2, anchor: 'start' }
    case 'left':
      return { x: at.x - r - 6, y: at.y + 4 - ((lines - 1) * line) / 2, anchor: 'end' }
    case 'below-right':
      return { x: at.x + r, y: at.y + r + 8, anchor: 'start' }
    case 'below-left':
      return { x: at.x - r, y: at.y + r + 8, anchor: 'end' }
    case 'above-right':
      return { x: at.x + r, y: at.y - r - (lines - 1) * line, anchor: 'start' }
    case 'above-left':
      return { x: at.x - r, y: at.y - r - (lines - 1) * line, anchor: 'end' }
    default:
      return { x: at.x, y: at.y + r + line, anchor: 'middle' }
  }
}

/** How lines tell mechanisms apart: by how they are broken. Their colour, which tells levels apart, comes from the program. */
export const dashes = {
  formal: '',
  informal: '7 5',
  both: '14 4 3 4',
  unsaid: '2 4',
} as const
export type Mechanism = keyof typeof dashes

/** The mechanism that the program means by the number of a style. */
export const mechanismOf = (style: number): Mechanism => (['formal', 'informal', 'both'] as const)[style] ?? 'unsaid'

/** The colours of kinds of actors. */
export const kindColours: Record<string, string> = { ministry: '#1f5fa8', agency: '#2f6f4f', programme: '#9a4b00', local_body: '#7a3e9d', ngo: '#a3294a', international: '#4a5568', other: '#5c5c5c' }

/** A colour of the files, which are on white, as it is in the theme. */
export const inTheme = (colour = '#5c5c5c'): string => `light-dark(${colour}, color-mix(in oklab, ${colour} 50%, white))`

/** How wide a line is that has a strength. */
export const lineWidth = (strength: number): number => 1 + strength * 0.9

/** The way from one point to another, of length 1 where they are not the same. */
function toward(from: At, to: At): At {
  const far = Math.max(Math.hypot(to.x - from.x, to.y - from.y), 1)
  return { x: (to.x - from.x) / far, y: (to.y - from.y) / far }
}

/** A line from the edge of one node to that of another, its head and the point halfway. `bend` pulls it aside, to the right of its way, so that several do not hide each other. */
export function arrow(from: At, to: At, width: number, bend: number): { path: string; head: string; middle: At } {
  const straight = toward(from, to)
  const by = { x: (from.x + to.x) / 2 - straight.y * bend, y: (from.y + to.y) / 2 + straight.x * bend }
  const out = bend === 0 ? straight : toward(from, by)
  const u = bend === 0 ? straight : toward(by, to)
  const gap = picture.radius + 3
  const start = { x: from.x + out.x * gap, y: from.y + out.y * gap }
  const tip = { x: to.x - u.x * gap, y: to.y - u.y * gap }
  const size = 5 + 1.6 * width
  const back = { x: tip.x - u.x * size, y: tip.y - u.y * size }
  const side = { x: (u.y * size) / 2.6, y: (u.x * size) / 2.6 }
  const p = (a: At) => `${a.x.toFixed(1)} ${a.y.toFixed(1)}`
  const middle = bend === 0 ? { x: (start.x + back.x) / 2, y: (start.y + back.y) / 2 } : { x: (start.x + 2 * by.x + back.x) / 4, y: (start.y + 2 * by.y + back.y) / 4 }
  return {
    middle,
    path: bend === 0 ? `M${p(start)}L${p(back)}` : `M${p(start)}Q${p(by)} ${p(back)}`,
    head: `M${p(tip)}L${p({ x: back.x - side.x, y: back.y + side.y })}L${p({ x: back.x + side.x, y: back.y - side.y })}Z`,
  }
}

/** The node that an arrow key goes to: the nearest that lies that way; -1 for none. */
export function towards(nodes: readonly At[], from: number, key: string): number {
  const here = nodes[from]
  const way = ({ ArrowRight: { x: 1, y: 0 }, ArrowLeft: { x: -1, y: 0 }, ArrowDown: { x: 0, y: 1 }, ArrowUp: { x: 0, y: -1 } } as Record<string, At>)[key]
  if (!here || !way) return -1
  let best = -1
  let least = Infinity
  nodes.forEach((n, i) => {
    const d = { x: n.x - here.x, y: n.y - here.y }
    const along = d.x * way.x + d.y * way.y
    const aside = Math.abs(d.x * way.y) + Math.abs(d.y * way.x)
    if (i === from || along <= 0 || aside > along * 2) return
    const far = along + aside * 1.5
    if (far < least) {
      least = far
      best = i
    }
  })
  return best
}

/** What of the picture is seen. */
export interface Seen {
  x: number
  y: number
  width: number
}

export const whole: Seen = { x: 0, y: 0, width: picture.width }

/** Nearer by a factor, so that the point stays where it is. */
export function zoomed(seen: Seen, by: number, at: At): Seen {
  const width = Math.min(picture.width, Math.max(picture.width / 8, seen.width / by))
  const k = width / seen.width
  return within({ x: at.x - (at.x - seen.x) * k, y: at.y - (at.y - seen.y) * k, width })
}

/** The picture is never moved out of sight. */
export function within(seen: Seen): Seen {
  const height = (seen.width * picture.height) / picture.width
  const bound = (v: number, most: number) => Math.max(0, Math.min(most, v))
  return { x: bound(seen.x, picture.width - seen.width), y: bound(seen.y, picture.height - height), width: seen.width }
}
