import { useTranslation } from 'react-i18next'
import type { ConflictView } from '../../api/types'
import { readablePath } from '../../model/code-path'
import { elementKind } from '../documents/element'
import styles from './team.module.css'

/** Two versions of one thing, with what both were made of. */
export function Versions3({ conflict: c }: { conflict: ConflictView }) {
  const { t } = useTranslation()
  if (c.hidden) return <p>{t('team.conflict.hidden')}</p>
  if (c.field === '') return <p>{t('team.conflict.deleted')}</p>
  const both = c.entity === 'qualifier'
  return (
    <div className={styles['versions3']}>
      {both && <p>{t('team.conflict.several')}</p>}
      {c.base !== '' && (
        <div className={styles['version']}>
          <h4>{t('team.conflict.base')}</h4>
          <div dir="auto">{c.base}</div>
        </div>
      )}
      <div className={styles['version']}>
        <h4>{t(both ? 'team.conflict.one' : 'team.conflict.shown')}</h4>
        <div dir="auto">{c.shown === '' ? t('team.conflict.empty') : c.shown}</div>
      </div>
      <div className={styles['version']}>
        <h4>{t(both ? 'team.conflict.another' : 'team.conflict.other')}</h4>
        <div dir="auto">{c.other === '' ? t('team.conflict.empty') : c.other}</div>
      </div>
    </div>
  )
}

export const fields = [
  'alternatives', 'answer', 'body', 'choice', 'coder_id', 'color', 'date', 'definition', 'deleted_at', 'description',
  'example', 'exclude_when', 'file_name', 'forms', 'include_when', 'initials', 'jurisdiction', 'kind', 'label', 'lang',
  'merged_into', 'name', 'note', 'parent_id', 'plan', 'query', 'reason', 'replacement', 'role', 'rows',
  'scope', 'settings', 'shortcut', 'statement', 'status', 'terms', 'text', 'title', 'translator', 'type',
  'value',
] as const
export const entities = ['code', 'document', 'memo', 'case_unit', 'coding', 'label', 'facet', 'facet_value', 'actor', 'project', 'round', 'attribute', 'attribute_value', 'finding', 'qualifier'] as const

/** What a conflict is about, in words. */
export function useConflictName() {
  const { t } = useTranslation()
  return (c: Pick<ConflictView, 'entity' | 'field' | 'thing'>) => {
    const entity = entities.find((e) => e === c.entity)
    const field = fields.find((f) => f === c.field)
    const kind = elementKind(c.entity)
    return [entity ? t(`team.entity.${entity}`) : kind ? t(`element.${kind}`) : c.entity, readablePath(c.thing.name), field ? t(`team.fieldof.${field}`) : c.field].filter((w) => w !== '').join(' · ')
  }
}
