import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryEntry } from '../../api/types'
import { readablePath } from '../../model/code-path'
import { statuses } from '../../model/synthesis'
import { useInfo } from '../../state/queries'
import { useCalled } from '../../state/review'

/** Columns of records that sentences name, as the program writes them. */
const columns = ['title', 'kind', 'lang', 'date', 'jurisdiction', 'description', 'name', 'color', 'folder', 'definition', 'include_when', 'exclude_when', 'example', 'pos', 'parent_id', 'role', 'note', 'body', 'status', 'value'] as const
type Column = (typeof columns)[number]
const isColumn = (name: string): name is Column => (columns as readonly string[]).includes(name)

/** Actions that name codes by their paths. */
const ofCodes = /^code\.(edit|move|bin|restore|merge)/
const readablePaths = (text: string) => text.split(', ').map(readablePath).join(', ')

/** What an action did, as a sentence in the language of the window, without the person's name. */
export function useTold(): (entry: Pick<HistoryEntry, 'key' | 'args' | 'sentence' | 'kind'>) => string {
  const { t, i18n } = useTranslation()
  const called = useCalled()
  const coders = useInfo().data?.coders
  return useCallback(
    ({ key, args, sentence, kind }) => {
      const count = Number(args['n'] ?? 0)
      if (!i18n.exists(`history.did.${key}`, { count })) return sentence
      /** A column, or a text of one in another language: "definition (es)". */
      const field = (said: string) => {
        const [, words = said, lang = ''] = /^(.*?)( \([a-z]{2}\))?$/.exec(said) ?? []
        const column = words.replaceAll(' ', '_')
        return isColumn(column) ? t(`history.field.${column}`) + lang : said
      }
      // Of many names the program gives the first and says how many more there are.
      const list = (text: string) => text.replace(/^(.*) and (\d+) more$/s, (_, some: string, n: string) => t('history.list', { some, n }))
      const values = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, list(name === 'code' || (ofCodes.test(key) && name.startsWith('name')) ? readablePaths(value) : value)]))
      if (key === 'coder.edit') values['name'] = called(coders?.find((c) => c.name === args['name']) ?? { id: '', name: args['name'] ?? '' })
      if (args['fields'] !== undefined) values['fields'] = list(args['fields'].split(', ').map(field).join(', '))
      const status = (['empty', ...statuses] as const).find((known) => known === args['status'])
      if (status) values['status'] = t(`synthesis.status.${status}`).toLocaleLowerCase(i18n.language)
      const did = (t as (key: string, values: Record<string, string | number>) => string)(`history.did.${key}`, { ...values, count })
      if (kind === 'undo' || kind === 'revert') return t('history.tookBack', { what: did })
      if (kind === 'redo') return t('history.again', { what: did })
      return did
    },
    [t, i18n, called, coders],
  )
}
