import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrow, labelAt, picture, placed, towards, whole, within, zoomed } from './network'

const unit = fc.double({ min: 0, max: 1, noNaN: true })
const points = fc.array(fc.record({ x: unit, y: unit }), { minLength: 1, maxLength: 12 })

describe('the picture of a network', () => {
  it('holds every node, and labels beside it', () => {
    fc.assert(
      fc.property(unit, unit, fc.constantFrom('above', 'below', 'left', 'right', 'above-left', 'above-right', 'below-left', 'below-right'), (x, y, side) => {
        const at = placed({ x, y })
        expect(at.x).toBeGreaterThanOrEqual(picture.marginX)
        expect(at.y).toBeLessThanOrEqual(picture.height - picture.marginY)
        const label = labelAt(at, side, 2)
        expect(Math.abs(label.x - at.x) + Math.abs(label.y - at.y)).toBeGreaterThan(picture.radius)
      }),
    )
  })

  it('is never moved out of sight, and zooming in and out again ends where it began', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ by: fc.constantFrom(1.5, 1 / 1.5), x: unit, y: unit }), { maxLength: 20 }), (steps) => {
        let seen = whole
        for (const s of steps) seen = zoomed(seen, s.by, { x: seen.x + s.x * seen.width, y: seen.y + s.y * seen.width * 0.7 })
        expect(seen.x).toBeGreaterThanOrEqual(0)
        expect(seen.x + seen.width).toBeLessThanOrEqual(picture.width + 1e-6)
        expect(within(seen)).toEqual(seen)
        for (let i = 0; i < 20; i++) seen = zoomed(seen, 0.5, { x: 0, y: 0 })
        expect(seen).toEqual(whole)
      }),
    )
  })

  it('is walked with the arrow keys, always further that way', () => {
    fc.assert(
      fc.property(points, fc.constantFrom('ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown'), (nodes, key) => {
        let at = 0
        for (let n = 0; n <= nodes.length; n++) {
          const next = towards(nodes, at, key)
          if (next < 0) return
          at = next
        }
        expect.fail('it went in a circle')
      }),
    )
  })

  it('draws arrows without a gap in their numbers, even from a node to one on it', () => {
    for (const bend of [26, 0, -26]) expect(JSON.stringify(arrow({ x: 5, y: 5 }, { x: 5, y: 5 }, 2, bend))).not.toContain('NaN')
  })

  it('draws several lines between the same nodes apart, those that lead back on the other side', () => {
    const [a, b] = [{ x: 100, y: 100 }, { x: 300, y: 100 }]
    // To the right of the way from left to right is below.
    expect(arrow(a, b, 1, 26).path).toContain('Q200.0 126.0')
    expect(arrow(b, a, 1, 26).path).toContain('Q200.0 74.0')
    expect(arrow(a, b, 1, 0).path).not.toContain('Q')
    expect(new Set([-26, 0, 26].map((bend) => arrow(a, b, 1, bend).head)).size).toBe(3)
  })
})
