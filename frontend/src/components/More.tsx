import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import styles from './More.module.css'

/** What is shown when it is asked for, under a heading that opens it. */
export function More({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Disclosure className={styles['more'] ?? ''}>
      <Heading level={3}>
        <Button slot="trigger" className={styles['trigger'] ?? ''}>
          <ChevronRight aria-hidden size="1em" />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className={styles['panel'] ?? ''}>{children}</DisclosurePanel>
    </Disclosure>
  )
}
