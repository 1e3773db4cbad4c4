import { describe, expect, it } from 'vitest'
import { withLetters, withoutLetters } from './coder-letters'

const coders = [
  { id: '018f-1', name: 'Coder A', letter: 'B' },
  { id: '018f-2', name: 'Zoé', letter: 'A' },
]

describe('coders in a condition, where names are hidden', () => {
  it('are shown by their letters, however they are called', () => {
    expect(withLetters('coder:"Coder A" AND NOT (coder=zoe OR coder != 018f-2)', coders)).toBe('coder:B AND NOT (coder=A OR coder != A)')
  })
  it('are given to the program by their identities', () => {
    expect(withoutLetters('(coder:b OR coder:"A") AND kind:law', coders)).toBe('(coder:018f-1 OR coder:018f-2) AND kind:law')
    expect(withoutLetters('coder:* AND coder:018f-2', coders)).toBe('coder:* AND coder:018f-2')
  })
  it('are not called by names', () => {
    expect(withoutLetters('coder:Zoé', coders)).toBeUndefined()
    expect(withoutLetters('coder:"Coder A"', coders)).toBeUndefined()
  })
  it('are not looked for in words, or in other fields', () => {
    for (const where of ['text:"a coder:Zoé of ours"', 'attr."coder":Zoé', 'attr.coder:Zoé', 'code:coder']) {
      expect(withLetters(where, coders)).toBe(where)
      expect(withoutLetters(where, coders)).toBe(where)
    }
  })
})
