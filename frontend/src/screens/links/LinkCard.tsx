import { ArrowDown, ArrowUpDown, ChevronDown, NotebookPen, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkPassage, LinkView } from '../../api/types'
import { Button } from '../../components/Button'
import { IconButton } from '../../components/IconButton'
import { KeptField } from '../../components/KeptField'
import { Menu } from '../../components/Menu'
import { dateFormat } from '../../i18n/formats'
import { useApi } from '../../state/api'
import { linkKinds, type LinkKind } from '../../state/links'
import { useInfo } from '../../state/queries'
import { useCalled } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useWorkspace } from '../../state/workspace'
import styles from './links.module.css'

function End({ at }: { at: LinkPassage }) {
  const { t } = useTranslation()
  const jumpTo = useWorkspace((s) => s.jumpTo)
  return (
    <Button look="quiet" isDisabled={at.moved} onPress={() => { jumpTo({ document: at.document.id, start: at.start, end: at.end }) }}>
      <span className={styles['end']}>
        <q className={styles['quote']} lang={at.document.lang} dir="auto">
          {at.quote}
        </q>
        <span className={styles['source']}>{at.moved ? t('links.moved', { title: at.document.title }) : at.document.title}</span>
      </span>
    </Button>
  )
}

const none = { coding: '', document: '', start: 0, end: 0 }

/** A link: both of its passages, each a press away, and what the first does to the second. */
export function LinkCard({ link }: { link: LinkView }) {
  const { t, i18n } = useTranslation()
  const called = useCalled()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const info = useInfo().data
  const [noting, setNoting] = useState(false)
  const mine = info?.read_only === false && info.coder.id === link.coder.id
  const kind = link.kind as LinkKind
  const end = (p: LinkPassage) => ({ coding: '', document: p.document.id, start: p.start, end: p.end })
  const change = (part: { kind?: LinkKind; note?: string; turned?: boolean }) =>
    void attempt(() =>
      api.links.save({
        id: link.id,
        kind: part.kind ?? kind,
        note: part.note ?? link.note,
        from: part.turned === true ? end(link.to) : none,
        to: part.turned === true ? end(link.from) : none,
      }),
    )
  return (
    <article className={styles['card']} aria-label={t('links.one', { from: link.from.document.title, to: link.to.document.title })}>
      <End at={link.from} />
      <div className={styles['kind']}>
        <ArrowDown aria-hidden size="1em" />
        {mine ? (
          <Menu
            label={`${t('links.kind')}: ${t(`links.kind.${kind}`)}`}
            items={linkKinds.map((k) => ({ id: k, label: t(`links.kind.${k}`), checked: k === kind, onAction: () => { change({ kind: k }) } }))}
          >
            <strong>{t(`links.kind.${kind}`)}</strong>
            <ChevronDown aria-hidden size="1em" />
          </Menu>
        ) : (
          <strong>{t(`links.kind.${kind}`)}</strong>
        )}
        <span className={styles['gap']} />
        {mine && (
          <>
            <IconButton icon={NotebookPen} label={t('links.note')} pressed={noting || link.note !== ''} onPress={() => { setNoting(!noting) }} />
            <IconButton icon={ArrowUpDown} label={t('links.turn')} isDisabled={link.from.moved || link.to.moved} onPress={() => { change({ turned: true }) }} />
            <IconButton
              icon={Trash2}
              label={t('links.remove')}
              onPress={() =>
                void attempt(async () => {
                  await api.links.remove([link.id])
                  await offerUndo(t('links.removed'))
                })
              }
            />
          </>
        )}
      </div>
      <End at={link.to} />
      {mine && noting ? <KeptField label={t('links.note')} lines={2} value={link.note} onKeep={(note) => { change({ note }) }} /> : link.note !== '' && <p className={styles['note']}>{link.note}</p>}
      <p className={styles['source']}>
        {called(link.coder)} · {dateFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(link.created))}
      </p>
    </article>
  )
}
