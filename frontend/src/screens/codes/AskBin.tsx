import { useTranslation } from 'react-i18next'
import type { CodeNode } from '../../api/types'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { everyCode, locate, nameIn } from '../../model/code-tree'
import { useCodesView } from '../../state/codes'
import { useCodeActions } from './use-code-actions'

/** Says what goes to the bin with codes before they go. */
export function AskBin({ tree, codes }: { tree: readonly CodeNode[]; codes: readonly string[] }) {
  const { t, i18n } = useTranslation()
  const { askBin, merge } = useCodesView()
  const { toBin } = useCodeActions(tree)
  const list = codes.flatMap((id) => locate(tree, id)?.code ?? [])
  const below = everyCode(list).length - list.length
  const codings = list.reduce((n, c) => n + c.codings_with_children, 0)
  const close = () => {
    askBin([])
  }
  return (
    <Dialog
      alert
      size="small"
      title={list.length === 1 && list[0] ? t('codes.askBin.one', { name: nameIn(list[0], i18n.language) }) : t('codes.askBin.title', { count: list.length })}
      help={[t('codes.askBin.codings', { count: codings }), ...(below > 0 ? [t('codes.askBin.below', { count: below })] : []), t('codes.askBin.back')].join(' ')}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('dialog.cancel')}</Button>
          <Button
            onPress={() => {
              close()
              merge(codes)
            }}
          >
            {t('codes.merge')}
          </Button>
          <Button
            look="danger"
            autoFocus
            onPress={() => {
              close()
              void toBin(codes)
            }}
          >
            {t('codes.askBin.do')}
          </Button>
        </>
      }
    />
  )
}
