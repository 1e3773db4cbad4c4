import { Eraser, Gauge, Languages, NotebookPen, Plus, Repeat2, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button as AriaButton } from 'react-aria-components'
import type { CodeNode, CodingView, Info } from '../../api/types'
import { Button } from '../../components/Button'
import { IconButton } from '../../components/IconButton'
import { type Item, Menu } from '../../components/Menu'
import { dateFormat } from '../../i18n/formats'
import { hueOf } from '../../model/colour'
import { namesOf, useFacetsNamed } from '../../state/code-names'
import { useApi } from '../../state/api'
import { useTranslations } from '../../state/cases'
import { findCode, useCoding, useRecode } from '../../state/coding'
import { useDocument } from '../../state/queries'
import { useCalled } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import { CodePicker } from '../reading/CodePicker'
import { Translations } from '../translations/Translations'
import styles from './Here.module.css'

interface Props {
  coding: CodingView
  codes: readonly CodeNode[]
  info: Info | undefined
  focused: boolean
}

const weights = [0, 20, 40, 60, 80, 100]

/** One coding: what it says about which words, by whom, and what can be done with it. */
export function CodingCard({ coding, codes, info, focused }: Props) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const recode = useRecode()
  const facets = useFacetsNamed()
  const [recoding, setRecoding] = useState(false)
  const [translating, setTranslating] = useState<boolean | null>(null)
  const translated = (useTranslations(coding.id).data?.length ?? 0) > 0
  const original = useDocument(coding.document).data?.lang ?? ''
  const trigger = useRef<HTMLDivElement>(null)
  const node = findCode(codes, coding.code)
  const coder = info?.coders.find((c) => c.id === coding.coder)
  const called = useCalled()
  const round = info?.rounds.find((r) => r.id === coding.round)
  const mine = info?.read_only === false && coding.coder === info.coder.id
  const names = node ? namesOf(codes, i18n.language).get(node.id)?.path.split(' › ') ?? [] : []
  const { focus, jumpTo, memos } = useWorkspace.getState()
  const quote = coding.quote.length > 60 ? `${coding.quote.slice(0, 60)}…` : coding.quote

  const said = coding.facets.map((f) => {
    const named = facets.find((x) => x.id === f.facet)
    return { ...f, name: named?.name ?? f.name, value_name: named?.values.find((v) => v.id === f.value)?.name ?? f.value_name }
  })
  const setFacet = (facet: string, value: string, on: boolean) => void attempt(() => api.codings.setFacet([coding.id], facet, value, on))
  const facetItems = facets.flatMap((f, i) =>
    f.values.map((v, j): Item => {
      const checked = coding.facets.some((x) => x.value === v.id)
      return { id: v.id, label: `${f.name}: ${v.name}`, checked, apart: i > 0 && j === 0, ...(v.shortcut === '' ? {} : { chord: v.shortcut.toUpperCase() }), onAction: () => { setFacet(f.id, v.id, !checked) } }
    }),
  )
  const weightItems = weights.map((w): Item => ({
    id: String(w), label: w === 0 ? t('here.weight.none') : String(w), checked: coding.weight === w,
    onAction: () => void attempt(() => api.codings.weigh(coding.id, w)),
  }))
  return (
    <article className={`${styles['card'] ?? ''} ${focused ? (styles['focused'] ?? '') : ''} code-colour`} style={{ '--hue': String(hueOf(node?.color ?? '')) } as React.CSSProperties}>
      <AriaButton
        className={styles['name'] ?? ''}
        onPress={() => {
          focus([coding.id])
          jumpTo({ document: coding.document, start: coding.start, end: coding.end })
        }}
      >
        {names.length > 1 && <span className={styles['above']}>{names.slice(0, -1).join(' › ')} ›</span>}
        <strong>{names.at(-1)}</strong>
      </AriaButton>
      <blockquote className={styles['quote']} lang="" dir="auto">{coding.quote}</blockquote>
      <p className={styles['meta']}>
        <span>{coder && called(coder)}</span>
        {round && (info?.rounds.length ?? 0) > 1 && <span>{round.label}</span>}
        <span>{dateFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(coding.created))}</span>
        {coding.weight > 0 && <span>{t('here.weight.is', { weight: coding.weight })}</span>}
      </p>
      <div className={styles['facets']}>
        {said.map((f) => (
          <span key={f.value} className={styles['facet']} title={f.name}>
            {f.value_name}
            {mine && (
              <button type="button" aria-label={t('here.facet.remove', { value: f.value_name })} onClick={() => { setFacet(f.facet, f.value, false) }}>
                <X aria-hidden size="0.75em" />
              </button>
            )}
          </span>
        ))}
        {mine && facetItems.length > 0 && (
          <Menu label={t('here.facet.add')} items={facetItems} icon>
            <Plus aria-hidden size="1em" />
          </Menu>
        )}
      </div>
      <div className={styles['actions']} ref={trigger}>
        <Button look="quiet" onPress={() => { memos({ on: 'coding', id: coding.id, name: `${node?.name ?? ''}: “${quote}”` }) }}>
          <NotebookPen aria-hidden size="1em" /> {coding.memos > 0 ? t('here.memos', { count: coding.memos }) : t('coding.memo')}
        </Button>
        <IconButton icon={Languages} label={t('translation.title')} pressed={translating ?? translated} onPress={() => { setTranslating(!(translating ?? translated)) }} />
        {mine && (
          <>
            <IconButton icon={Repeat2} label={t('here.recode')} onPress={() => { setRecoding(true) }} />
            <Menu label={t('here.weight')} items={weightItems} icon>
              <Gauge aria-hidden size="1.125em" strokeWidth={1.75} />
            </Menu>
            <IconButton
              icon={Eraser}
              label={t('coding.uncode')}
              onPress={() =>
                void attempt(async () => {
                  await api.codings.remove([coding.id])
                  focus([])
                  useCoding.getState().say(t('coding.uncoded', { codes: node?.name ?? '', count: 1 }))
                })
              }
            />
          </>
        )}
      </div>
      {(translating ?? translated) && <Translations owner="coding" id={coding.id} original={original} readOnly={info?.read_only !== false} />}
      {recoding && (
        <CodePicker
          codes={codes}
          triggerRef={trigger}
          label={t('here.recode')}
          onTake={([code], [made] = []) => void recode(coding.id, code, made)}
          onClose={() => { setRecoding(false) }}
        />
      )}
    </article>
  )
}
