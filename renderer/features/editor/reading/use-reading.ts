import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Surroundings } from '../../../../contract/writing'
import { followedIds } from '../../../../core/template/definitions'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { type DocumentStore, takeReading, useDocument } from '../store'
import { Reader } from './reader'
import type { ReadResult } from './work'

/** What stands around the open text, as the host knows it now; null until it answered. */
function useSurroundings(): Surroundings | null {
  const { queries } = useStudio()
  const entityId = useDocument((state) => state.entityId)
  const base = useDocument(({ document }) => (document.kind === 'template' ? (document.base ?? null) : null))
  const slugs = useDocument((state) => state.read.contexts)
  // As one text, which stays the same while they do.
  const followed = useDocument(({ document }) => followedIds(document.variables).join(' '))
  const definitions = followed === '' ? [] : followed.split(' ')
  const link = base && { templateId: base.templateId, follow: base.follow, dropped: [], blocks: {}, own: [] }
  const around = useQuery({
    ...queries.template.surroundings.queryOptions({
      input: { entityId, base: link, slugs: [...slugs], definitions },
    }),
    placeholderData: keepPreviousData,
  })
  return around.data ?? null
}

/** Keeps what is known about the open text level with it, in a worker: problems, variables, the live preview. */
export function useReading(store: DocumentStore): void {
  const around = useSurroundings()
  useEffect(() => {
    store.setState({ around })
  }, [store, around])
  useEffect(() => {
    const reader = new Reader()
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const read = () => {
      let asked = store.getState()
      reader.read(
        () => {
          asked = store.getState()
          const { document, around: known, values } = asked
          return { document, around: known, values: { ...values }, now: new Date().toISOString(), timeZone }
        },
        (result) => takeReading(store, asked, result ?? tooLong()),
      )
    }
    read()
    const leave = store.subscribe((now, before) => {
      const touched =
        now.document !== before.document || now.values !== before.values || now.around !== before.around
      if (touched) read()
    })
    return () => {
      leave()
      reader.close()
    }
  }, [store])
}

const tooLong = (): ReadResult => ({
  reading: {
    found: [],
    contexts: [],
    issues: [
      { code: 'limit', message: t('editor.readingTooLong'), messageIndex: null, line: null, column: null },
    ],
    warnings: [],
  },
  elsewhere: [],
  preview: [],
  valueIssues: [],
  renderIssues: [],
})
