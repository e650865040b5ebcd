import { lazy, Suspense } from 'react'
import type { WorkflowNode } from '../../../../contract/workflow'
import { changeNodes, type Shared } from '../../../../core/workflow/edit/nodes'
import { isKnownKind } from '../../../../core/workflow/registry'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { TextField } from '../../../ui/field'
import { SkeletonLines } from '../../../ui/pane'
import { nameOf } from '../canvas/look'
import { faces } from '../faces'
import { changeOne, useWorkflowStore } from '../store'
import { LooksPart } from './looks-part'
import { OwnProblems } from './own-problems'
import { PlaceOfForm } from './place'
import { PolicyPart, tries } from './policy-part'

/** Forms bring editors along: they are fetched when the first node is chosen. */
const FormOfKind = lazy(() => import('./form-of-kind'))

/** One node: its name, the form of its kind, how often it is tried, how it looks. */
export function OneNode({ node }: { node: WorkflowNode }) {
  const store = useWorkflowStore()
  const { id, kind } = node
  const known = isKnownKind(kind)
  const share = (change: Shared) => edit(store, (document) => changeNodes(document, new Set([id]), change))
  return (
    <PlaceOfForm nodeId={id}>
      <div className="space-y-3 px-4 py-4">
        <TextField
          label={t('common.name')}
          note={known ? t(faces[kind].name) : t('workflow.unknownKind')}
          value={node.label}
          placeholder={nameOf({ ...node, label: '' })}
          maxLength={200}
          onChange={({ target }) => changeOne(store, id, { label: target.value })}
        />
        <OwnProblems shownElsewhere={known} />
        {known ? (
          <Suspense fallback={<SkeletonLines label={t('nodeForm.opening')} widths={[40, 100, 60, 100]} />}>
            <FormOfKind
              kind={kind}
              node={node}
              onSettings={(change) => changeOne(store, id, { settings: { ...node.settings, ...change } })}
            />
          </Suspense>
        ) : (
          <p className="text-small text-ink-2">{t('nodeForm.unknownKind')}</p>
        )}
      </div>
      <div className="border-t border-line">
        {tries(node) && <PolicyPart policy={node.policy} onPolicy={(policy) => share({ policy })} />}
        <LooksPart nodes={[node]} onLooks={share} />
      </div>
    </PlaceOfForm>
  )
}
