import { canonicalJson } from '../../core/document/canonical'
import type { Session } from '../engine'
import { sha256 } from '../write/content'
import { type Check, finding, fine, restoreRemedy } from './result'

/** Documents hashed between two statements; the database is free meanwhile. */
const step = 200

/** The document of an item's head is, byte for byte, the content that its version names. */
export function documentCheck(session: Session): Check {
  return {
    name: 'documents',
    look: async () => {
      const changed: string[] = []
      let after = '00000000-0000-0000-0000-000000000000'
      for (;;) {
        const heads = await headsAfter(session, after)
        changed.push(
          ...heads.filter(({ doc, hash }) => sha256(canonicalJson(doc)) !== hash).map(({ id }) => id),
        )
        after = heads.at(-1)?.id ?? after
        if (heads.length < step) break
      }
      if (changed.length === 0) return fine('Every document is what its version recorded.')
      const named = changed.slice(0, 3).join(', ')
      return finding(
        `${changed.length} documents are not what their version recorded: ${named}.`,
        restoreRemedy,
      )
    },
  }
}

async function headsAfter(session: Session, after: string) {
  const { rows } = await session.query(
    `select e.id::text, e.doc, v.content_hash from entity e
       join entity_version v on v.workspace_id = e.workspace_id and v.id = e.head_version_id
      where e.id > $1::uuid order by e.id limit ${step}`,
    [after],
    { rowMode: 'array' },
  )
  return rows.map((row) => {
    const [id, doc, hash] = Array.isArray(row) ? row : []
    return { id: String(id), doc, hash: String(hash) }
  })
}
