import { useTranslation } from 'react-i18next'
import type { FindingView } from '../../api/types'
import { Button } from '../../components/Button'
import { Wordings } from '../../components/Wordings'
import { sayingIn } from '../../model/synthesis'
import styles from './synthesis.module.css'
import type { Writing } from './use-writing'

/** What a finding says in other languages. What is said of words that it does not have any more is told apart, until it is changed or said to hold. */
export function InLanguages({ finding, writing, readOnly }: { finding: FindingView; writing: Writing; readOnly: boolean }) {
  const { t, i18n } = useTranslation()
  return (
    <>
      {finding.outdated.length > 0 && <p className={styles['lack']}>{t('synthesis.outdated', { languages: finding.outdated.map((l) => l.toUpperCase()).join(', ') })}</p>}
      <Wordings
        // What is read in another language than it was written in is shown with its own words.
        open={sayingIn(finding, i18n.language) !== finding.statement || finding.outdated.includes(i18n.language)}
        of={finding.statement}
        names={finding.statements}
        wording="statement"
        lines={3}
        kept
        readOnly={readOnly}
        onChange={({ names }) => { if (names) writing.say(names) }}
        note={(l) =>
          finding.outdated.includes(l) &&
          !readOnly && (
            <Button look="quiet" onPress={() => { writing.say({ [l]: finding.statements[l] ?? '' }) }}>
              {t('synthesis.outdated.holds')}
            </Button>
          )
        }
      />
    </>
  )
}
