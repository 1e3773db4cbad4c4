import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ListBox, ListBoxItem, type Selection } from 'react-aria-components'
import type { IdentifierFinding } from '../../api/types'
import { Button } from '../../components/Button'
import { Empty } from '../../components/Empty'
import { Tick } from '../../components/Tick'
import { useApi } from '../../state/api'
import { useScan } from '../../state/sharing'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import styles from './sharing.module.css'

/** How many findings are shown: answered ones go, and others take their place. */
const shownAtMost = 200

type Why = 'speaker' | 'listed' | 'part' | 'mail' | 'phone' | 'number' | 'web' | 'capitalised'

/** What a scan found, to be answered one by one, by pointer or with P, K, I and Backspace. */
export function Findings({ onName }: { onName(text: string, kind: string): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const read = useWorkspace((s) => s.read)
  const [all, setAll] = useState(false)
  const [selected, setSelected] = useState<Selection>(new Set<string>())
  const scan = useScan(!all).data
  if (!scan) return <p className={styles['waiting']} role="status">{t('sharing.scanning')}</p>
  const list = scan.findings.slice(0, shownAtMost)
  const chosen = list.filter((f) => selected === 'all' || selected.has(f.text))
  const answer = (how: string) => {
    if (chosen.length === 0) return
    const after = list.findIndex((f) => f.text === chosen[chosen.length - 1]?.text) + 1
    const next = list.slice(after).find((f) => !chosen.includes(f))
    void attempt(async () => {
      await api.sharing.answer({ texts: chosen.map((f) => f.text), answer: how })
      setSelected(new Set(next ? [next.text] : []))
    })
  }
  const name = (f: IdentifierFinding | undefined) => {
    if (f) onName(f.text, f.why === 'capitalised' || f.why === 'speaker' || f.why === 'part' ? 'person' : 'other')
  }
  const place = chosen[0]?.places[0]
  return (
    <>
      <div className={styles['tools']}>
        <Button isDisabled={chosen.length !== 1} onPress={() => { name(chosen[0]) }}>
          {t('sharing.answer.name')} <kbd>P</kbd>
        </Button>
        <Button isDisabled={chosen.length === 0} onPress={() => { answer('keep') }}>
          {t('sharing.answer.keep')} <kbd>K</kbd>
        </Button>
        <Button isDisabled={chosen.length === 0} onPress={() => { answer('ignore') }}>
          {t('sharing.answer.ignore')} <kbd>I</kbd>
        </Button>
        {all && (
          <Button isDisabled={chosen.every((f) => f.answer === '')} onPress={() => { answer('') }}>
            {t('sharing.answer.none')}
          </Button>
        )}
        <Button look="quiet" isDisabled={!place?.document.id} onPress={() => { if (place) read(place.document.id) }}>
          {t('sharing.look')}
        </Button>
        <Tick label={t('sharing.answered', { count: scan.answered })} value={all} onChange={setAll} />
      </div>
      {list.length === 0 ? (
        <Empty icon={ShieldCheck} title={t('sharing.findings.empty')} help={t('sharing.findings.empty.help')} />
      ) : (
        <div
          className={styles['scroll']}
          onKeyDownCapture={(e) => {
            const act: Record<string, () => void> = { p: () => { name(chosen[0]) }, k: () => { answer('keep') }, i: () => { answer('ignore') }, Backspace: () => { answer('') } }
            const run = act[e.key]
            if (!run || e.ctrlKey || e.altKey || e.metaKey || chosen.length === 0) return
            e.preventDefault()
            e.stopPropagation()
            run()
          }}
        >
          <ListBox aria-label={t('sharing.findings')} className={styles['list'] ?? ''} items={list} selectionMode="multiple" selectionBehavior="replace" selectedKeys={selected} onSelectionChange={setSelected}>
            {(f) => (
              <ListBoxItem id={f.text} textValue={f.text} className={styles['finding'] ?? ''}>
                <span className={styles['word']}>{f.text}</span>
                <span className={styles['why']}>{t(`sharing.why.${f.why as Why}`)}</span>
                <span className={styles['number']}>{t('sharing.places', { count: f.count })}</span>
                <span className={styles['context']}>
                  {f.places[0] && (f.places[0].before !== '' || f.places[0].after !== '') ? (
                    <>
                      …{f.places[0].before}
                      <b>{f.text}</b>
                      {f.places[0].after}…
                    </>
                  ) : (
                    (f.places[0]?.document.name ?? f.places[0]?.name)
                  )}
                </span>
                {f.answer !== '' && <span className={styles['answer']}>{t(f.answer === 'keep' ? 'sharing.kept' : 'sharing.ignored')}</span>}
              </ListBoxItem>
            )}
          </ListBox>
          {scan.findings.length > list.length && <p className={styles['waiting']}>{t('sharing.more', { count: scan.findings.length - list.length })}</p>}
        </div>
      )}
    </>
  )
}
