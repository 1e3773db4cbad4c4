import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { TextView } from '../../editor/TextView'
import { useView } from '../../state/view'
import styles from './Gallery.module.css'

const surfaces = ['canvas', 'panel', 'raised', 'accent-soft', 'danger-soft', 'warn-soft', 'tint-1', 'tint-2', 'tint-3']

/** Hues of codes, by the golden angle: neighbours in the list differ most. */
export const hues = Array.from({ length: 50 }, (_, i) => Math.round((i * 137.508) % 360))

/** Every token and control at once, for whoever works on the looks, and for the tests. */
export function Gallery() {
  const { t } = useTranslation()
  const back = useView((s) => s.back)
  return (
    <main className={styles['gallery']}>
      <h1>{t('gallery.title')}</h1>
      <Button onPress={back}>{t('gallery.back')}</Button>
      <section aria-labelledby="g-colours">
        <h2 id="g-colours">{t('gallery.colours')}</h2>
        <ul className={styles['grid']}>
          {surfaces.map((name) => (
            <li key={name} className={styles['swatch']} style={{ background: `var(--${name})` }}>
              {name}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="g-codes">
        <h2 id="g-codes">{t('gallery.codes')}</h2>
        <ul className={styles['codes']}>
          {hues.map((hue) => (
            <li key={hue} className="code-colour" style={{ '--hue': hue } as React.CSSProperties}>
              {hue}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="g-controls">
        <h2 id="g-controls">{t('gallery.controls')}</h2>
        <div className={styles['row']}>
          <Button look="primary">{t('welcome.new')}</Button>
          <Button>{t('welcome.open')}</Button>
          <Button look="quiet">{t('job.cancel')}</Button>
          <Button look="danger">{t('notice.dismiss')}</Button>
          <Button isDisabled>{t('gallery.disabled')}</Button>
        </div>
      </section>
      <section aria-labelledby="g-reading">
        <h2 id="g-reading">{t('gallery.reading')}</h2>
        <div className={styles['text']}>
          <TextView label={t('gallery.reading')} text={`${t('gallery.sample')}\nשלום · العربية · 𠮷 · 👩‍🌾\n`.repeat(2000)} />
        </div>
        {surfaces.slice(-3).map((depth) => (
          <p key={depth} className={styles['reading']} style={{ background: `var(--${depth})` }}>
            {t('gallery.sample')}
          </p>
        ))}
      </section>
    </main>
  )
}
