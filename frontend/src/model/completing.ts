/** What could stand at the caret of a condition that is being typed. */
export interface Completion {
  /** What is written into the text in place of from–to. */
  text: string
  label: string
  detail: string
}

/** What is being typed: a field, or the value of one. */
export interface Typing {
  /** "" while the field itself is typed. */
  field: string
  /** What is there of it already, without quotation marks. */
  begun: string
  /** Where it stands, in UTF-16. */
  from: number
  to: number
}

const behind = /(?:^|[\s(])(?:(?:(facet|attr)\.)?("[^"]*"|[\p{L}\p{N}_-]+)(?::|!=|=)\s*)("[^"]*|[^\s()"]*)$/u
const word = /(?:^|[\s(])((?:(?:facet|attr)\.)?[\p{L}\p{N}_-]*)$/u

/** Reads what is being typed before the caret. */
export function typingAt(text: string, caret: number): Typing {
  const before = text.slice(0, caret)
  const value = behind.exec(before)
  if (value) {
    const [, kind, name = '', begun = ''] = value
    const bare = name.replace(/^"|"$/g, '')
    const closing = begun.startsWith('"') && text[caret] === '"' ? 1 : 0
    return { field: kind === undefined ? bare : `${kind}.${bare}`, begun: begun.replace(/^"/, ''), from: caret - begun.length, to: caret + closing }
  }
  const begun = word.exec(before)?.[1] ?? ''
  return { field: '', begun, from: caret - begun.length, to: caret }
}

/** A value as the language wants it: in quotation marks where it needs them. */
export function valueText(value: string): string {
  return value !== '' && value !== '*' && !/[\s()"]/u.test(value) ? value : `"${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`
}
