import { TriangleAlert } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { Translation } from 'react-i18next'
import styles from './Boundary.module.css'
import { Button } from './Button'

interface Props {
  children: ReactNode
}

/** Keeps a fault in one part of the window from blanking the rest of it. */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Translation>
        {(t) => (
          <section className={styles['pane']} role="alert">
            <TriangleAlert aria-hidden size="2em" />
            <h2>{t('failure.pane')}</h2>
            <p>{t('failure.pane.help')}</p>
            <Button
              look="primary"
              onPress={() => {
                this.setState({ failed: false })
              }}
            >
              {t('failure.again')}
            </Button>
          </section>
        )}
      </Translation>
    )
  }
}
