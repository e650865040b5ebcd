import { useQuery } from '@tanstack/react-query'
import { SquareArrowOutUpRight } from 'lucide-react'
import type { UsedItem } from '../../../../contract/flow'
import type { Follow } from '../../../../contract/template'
import type { WorkflowNode } from '../../../../contract/workflow'
import { formOf as formOfItem } from '../../../app/layout'
import { openItem } from '../../../app/split'
import { problemOf } from '../../../data/problem'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { when } from '../../../ui/format'
import { Select } from '../../../ui/select'
import { sayProblem } from '../../../ui/toast'
import { useFormPlace } from './form'
import { type ChoosableType, ItemChoice } from './item-choice'

interface NamedItemProps {
  label: string
  type: ChoosableType
  node: WorkflowNode
  entityId: string | null | undefined
  /** Which of its versions; a variable set has one only. */
  follow?: Follow
  problem: string | null
  /** What the node is to keep of what was chosen: the item, the version and its ports. */
  onChoose: (settings: Readonly<Record<string, unknown>>) => void
}

/** The item of the library that a node names: which one, which of its versions, and whether its ports are still the same. */
export function NamedItem({ label, type, entityId, follow, problem, onChoose }: NamedItemProps) {
  const place = useFormPlace()
  const { client, queries } = useStudio()
  const followed = follow ?? { by: 'latest' }
  const use = { entityId: entityId ?? '', ...whichOf(followed) }
  const known = useQuery({
    ...queries.workflow.usedItems.queryOptions({ input: { uses: [use] } }),
    enabled: Boolean(entityId),
  })
  const item = known.data?.[0] ?? null
  const outdated = place.problems.find(({ code }) => code === 'outdated_ports')
  const choose = async (id: string, next: Follow) => {
    try {
      const [found] = await client.workflow.usedItems({ uses: [{ entityId: id, ...whichOf(next) }] })
      onChoose({ entityId: id, ...(follow ? { follow: next } : {}), ...found?.settings })
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return (
    <>
      <ItemChoice
        label={label}
        type={type}
        chosen={entityId ? { id: entityId, title: item?.title ?? t('nodeForm.itemGone') } : null}
        without={place.entityId}
        problem={outdated && problem === outdated.message ? null : problem}
        onChoose={(id) => void choose(id, { by: 'latest' })}
      />
      {entityId && follow && (
        <Which entityId={entityId} follow={follow} onFollow={(next) => void choose(entityId, next)} />
      )}
      {item && <About item={item} />}
      {entityId && outdated && (
        <div className="space-y-2 border-l-2 border-failed pl-3">
          <p lang="en" className="text-small">
            {outdated.message}
          </p>
          <Button small onClick={() => void choose(entityId, followed)}>
            {t('nodeForm.takePorts')}
          </Button>
        </div>
      )}
    </>
  )
}

const whichOf = (follow: Follow) => {
  if (follow.by === 'version') return { versionId: follow.versionId }
  return follow.by === 'label' ? { label: follow.label } : {}
}

function About({ item }: { item: UsedItem }) {
  const { id, title, type, number, semver } = item
  const open = () => openItem({ id, title, form: formOfItem({ type, form: null }), preview: true })
  return (
    <div className="flex items-center justify-between gap-2">
      <span className="tabular truncate text-small text-ink-2">
        {t('nodeForm.runsVersion', { number, semver })}
      </span>
      <Button small look="quiet" icon={SquareArrowOutUpRight} onClick={open}>
        {t('common.open')}
      </Button>
    </div>
  )
}

interface WhichProps {
  entityId: string
  follow: Follow
  onFollow: (follow: Follow) => void
}

/** The newest, whatever bears a label, or one version for good. */
function Which({ entityId, follow, onFollow }: WhichProps) {
  const { queries } = useStudio()
  const labels = useQuery(queries.template.labels.queryOptions({ input: { id: entityId } })).data ?? []
  const versions = useQuery(queries.entity.history.queryOptions({ input: { id: entityId, limit: 50 } })).data
  const options = [
    { value: 'latest', label: t('editor.followLatest') },
    ...labels.map(({ name }) => ({ value: `label ${name}`, label: t('editor.followLabel', { name }) })),
    ...(versions?.items ?? []).map(({ id, number, authoredAt }) => ({
      value: `version ${id}`,
      label: t('editor.followPinned', { number }),
      note: when(authoredAt),
    })),
  ]
  const value = chosenOf(follow)
  // A label that was taken away, or a version that is far back.
  const known = options.some((option) => option.value === value)
  const name =
    follow.by === 'label' ? t('editor.followLabel', { name: follow.label }) : t('nodeForm.olderVersion')
  return (
    <Select
      label={t('editor.whichVersion')}
      value={value}
      options={known ? options : [...options, { value, label: name }]}
      onChange={(next) => {
        if (next === 'latest') onFollow({ by: 'latest' })
        else if (next.startsWith('label ')) onFollow({ by: 'label', label: next.slice(6) })
        else onFollow({ by: 'version', versionId: next.slice(8) })
      }}
    />
  )
}

function chosenOf(follow: Follow): string {
  if (follow.by === 'label') return `label ${follow.label}`
  return follow.by === 'version' ? `version ${follow.versionId}` : 'latest'
}
