import { itemColours, itemIcons } from '../../../../contract/vocabulary'
import type { WorkflowNode } from '../../../../contract/workflow'
import type { Shared } from '../../../../core/workflow/edit/nodes'
import { t } from '../../../i18n'
import { MarkChoices } from '../../../ui/mark-choices'
import { Section } from '../../../ui/section'

interface LooksPartProps {
  nodes: readonly Pick<WorkflowNode, 'colour' | 'icon'>[]
  onLooks: (looks: Pick<Shared, 'colour' | 'icon'>) => void
}

/** The colour and the icon of nodes; of several what all of them have. */
export function LooksPart({ nodes, onLooks }: LooksPartProps) {
  const shared = (name: 'colour' | 'icon') =>
    nodes.every((node) => node[name] === nodes[0]?.[name]) ? nodes[0]?.[name] : undefined
  return (
    <Section title={t('nodeForm.looks')}>
      <MarkChoices
        colour={itemColours.find((each) => each === shared('colour')) ?? null}
        icon={itemIcons.find((each) => each === shared('icon')) ?? null}
        onColour={(colour) => onLooks({ colour })}
        onIcon={(icon) => onLooks({ icon })}
      />
    </Section>
  )
}
