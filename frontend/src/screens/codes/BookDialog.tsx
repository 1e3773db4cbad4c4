import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { ImportWarning } from '../../api/types'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { said } from '../../i18n'
import { useApi } from '../../state/api'
import { useCodesView } from '../../state/codes'
import { useNotices } from '../../state/notices'
import { useAttempt } from '../../state/use-attempt'
import { Audience, type Share } from '../export/Audience'
import styles from '../export/export.module.css'

const formats = ['yaml', 'csv', 'qdc', 'docx', 'html'] as const

/** Writes the codebook for others, and says before what a format has no place for. */
export function BookDialog() {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const say = useNotices((s) => s.say)
  const exportBook = useCodesView((s) => s.exportBook)
  const [format, setFormat] = useState<(typeof formats)[number]>('yaml')
  const [share, setShare] = useState<Share>({ profile: 'team', pseudonyms: false })
  const [seen, setSeen] = useState<{ of: string; lost: readonly ImportWarning[] }>({ of: '', lost: [] })
  const asked = JSON.stringify({ format, share })
  useEffect(() => {
    let over = false
    const wanted = JSON.parse(asked) as { format: string; share: Share }
    api.codes.losses({ ...wanted, bom: false, preview: true }).then(
      (lost) => {
        if (!over) setSeen({ of: asked, lost })
      },
      () => undefined, // writing will say what stands against it
    )
    return () => {
      over = true
    }
  }, [api, asked])
  const close = () => {
    exportBook(false)
  }
  const write = () =>
    void attempt(async () => {
      const [file] = await api.files.chooseTarget({ title: t('codes.export.title'), type: t('codes.book'), name: `${t('codes.export.name')}.${format}` })
      if (!file) return
      // Excel knows by the mark that the file is UTF-8
      const manifest = await api.codes.export(file.token, { format, share, bom: format === 'csv', preview: false })
      close()
      say(t('codes.exported', { name: file.name, manifest }))
    })
  return (
    <Dialog
      title={t('codes.export')}
      size="large"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('dialog.cancel')}</Button>
          <Button look="primary" onPress={write}>
            {t('export.write')}
          </Button>
        </>
      }
    >
      <div className={styles['columns']}>
        <RadioGroup
          className={styles['radios'] ?? ''}
          value={format}
          onChange={(value) => {
            setFormat(formats.find((f) => f === value) ?? 'yaml')
          }}
        >
          <Label className={styles['label'] ?? ''}>{t('export.format')}</Label>
          {formats.map((f) => (
            <Radio key={f} value={f} className={styles['radio'] ?? ''}>
              <span className={styles['dot']} />
              <span>
                <span className={styles['name']}>{t(`codes.export.${f}`)}</span>
                <span className={styles['help']}>{t(`codes.export.${f}.help`)}</span>
              </span>
            </Radio>
          ))}
        </RadioGroup>
        <div className={styles['how']}>
          <Audience share={share} onChange={setShare} />
        </div>
      </div>
      <section aria-label={t('codes.export.lost')} className={styles['foreseen']}>
        {seen.of !== asked ? (
          <p role="status">{t('export.looking')}</p>
        ) : seen.lost.length === 0 ? (
          <p role="status">{t('codes.export.whole')}</p>
        ) : (
          <ul className={styles['losses']}>
            {seen.lost.map((n) => (
              <li key={n.code} className={styles['open']}>
                <TriangleAlert aria-hidden size="1.125em" />
                {said(n.code, n.message, n.args ?? {}, i18n.language)}
              </li>
            ))}
          </ul>
        )}
      </section>
    </Dialog>
  )
}
