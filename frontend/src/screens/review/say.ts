import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { dateFormat, numberFormat } from '../../i18n/formats'
import type { AgreementCode, AgreementReport } from '../../api/types'
import { isCovered } from '../../state/review'

/** Days as people write them. */
export function useDates() {
  const { i18n } = useTranslation()
  return useMemo(() => {
    const format = dateFormat(i18n.language, { dateStyle: 'medium' })
    return { day: (at: string) => (at === '' ? '' : format.format(new Date(at))) }
  }, [i18n.language])
}

/** Numbers of a comparison: coefficients with two decimals and never more, shares in percent, "–" where there is none. */
export function useNumbers() {
  const { i18n } = useTranslation()
  return useMemo(() => {
    const two = numberFormat(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'negative' })
    const share = numberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
    const ticks = numberFormat(i18n.language, { maximumFractionDigits: 1 })
    const whole = numberFormat(i18n.language)
    return {
      // 0.998 is no 1.00.
      value: (v: number | null | undefined) => (v === undefined || v === null ? '–' : v < 1 && v >= 0.995 ? `> ${two.format(0.99)}` : two.format(v)),
      // What is not all is not said to be all: 99.6 % is no 100 %.
      percent: (v: number | null | undefined) => (v === undefined || v === null ? '–' : share.format(v < 1 && v > 0.99 ? Math.min(v, 0.99) : v)),
      /** Beside the lines of a chart. */
      tick: (v: number) => ticks.format(v),
      count: (n: number) => whole.format(n),
    }
  }, [i18n.language])
}

/** The ends of an interval, if there is one. */
export const endsOf = (c: Pick<AgreementCode, 'ci'>): readonly [number, number] | null => (c.ci?.length === 2 ? c.ci : null)

/** Codes with numbers: somebody gave them to a unit that was compared. */
export const used = (c: AgreementCode) => c.units > 0 && c.reason !== 'code_not_used' && !fillsNone(c)

/** Codes that were used, and whose codings fill no unit, so that there are no numbers. */
export const fillsNone = (c: AgreementCode) => c.reason === 'fills_no_unit'

/** Codes that nobody gave to anything in what was compared. Of matched segments there are none then. */
export const unused = (c: AgreementCode) => c.reason === 'code_not_used' || (c.reason === 'not_applicable' && c.units === 0)

/** How many codings with a code fill no unit. */
export const unfilled = (c: AgreementCode) => Object.values(c.unfilled).reduce((sum, n) => sum + n, 0)

/** How much of a unit had to be coded for it to count, as words; "" of what is compared as it is. */
export function useCover(): (report: Pick<AgreementReport, 'unit' | 'cover'>) => string {
  const { t } = useTranslation()
  const { percent } = useNumbers()
  return ({ unit, cover }) => {
    if (!isCovered(unit)) return ''
    const said = cover === 0 ? t('review.cover.any') : cover === 0.5 ? t('review.cover.half') : cover === 1 ? t('review.cover.all') : t('review.cover.from', { share: percent(cover) })
    return `${t('review.cover')}: ${said}`
  }
}
