import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { sentence } from '../../i18n'
import { useOpening, useOpenProject } from '../../state/open-project'

/** Somebody else has the project open: says who, and offers to read it meanwhile. */
export function InUse() {
  const { t, i18n } = useTranslation()
  const { inUse, set } = useOpening()
  const open = useOpenProject()
  if (!inUse) return null
  const { wanted, failure } = inUse
  return (
    <Dialog
      alert
      size="small"
      title={t('welcome.inUse', { name: wanted.file.name })}
      help={sentence(failure, i18n.language)}
      onClose={() => {
        set({ inUse: null })
      }}
      actions={
        <>
          <Button onPress={() => void open(wanted)}>{t('welcome.inUse.again')}</Button>
          <Button look="primary" autoFocus onPress={() => void open({ ...wanted, how: 'read' })}>
            {t('welcome.inUse.read')}
          </Button>
        </>
      }
    />
  )
}
