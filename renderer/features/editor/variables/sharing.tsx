import { useQuery } from '@tanstack/react-query'
import { Share2, SquareArrowOutUpRight, Unlink } from 'lucide-react'
import { uuidv7 } from 'uuidv7'
import type { Variable } from '../../../../contract/template'
import type { VariableDefinition } from '../../../../contract/variable'
import { openItem } from '../../../app/split'
import { problemOf, surely } from '../../../data/problem'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { Select } from '../../../ui/select'
import { say, sayProblem } from '../../../ui/toast'
import { useDocument } from '../store'

interface SharingProps {
  variable: Variable
  onChange: (changes: Partial<Variable>) => void
}

/** A variable says for itself what it is, or follows a shared one that many templates follow. */
export function Sharing({ variable, onChange }: SharingProps) {
  const { queries } = useStudio()
  const list = useQuery(queries.variable.definitions.queryOptions())
  const known = list.data ?? []
  if (variable.definitionId) {
    const followed = known.find(({ id }) => id === variable.definitionId)
    return (
      <Followed
        title={followed?.title ?? null}
        lost={list.data !== undefined && !followed}
        onOpen={() =>
          followed &&
          openItem({ id: followed.id, title: followed.title, form: 'variable_definition', preview: false })
        }
        onLeave={() => onChange({ ...variable, definitionId: null })}
      />
    )
  }
  return (
    <div className="space-y-2 border-t border-line pt-3">
      {known.length > 0 && (
        <Select
          label={t('editor.followShared')}
          value={null}
          placeholder={t('editor.followShared')}
          options={known.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(id) => onChange(following(known, id))}
        />
      )}
      <Share variable={variable} onShared={(definitionId) => onChange({ definitionId })} />
    </div>
  )
}

/** What it says is kept beside its id, for the day when it is gone. */
function following(known: readonly VariableDefinition[], id: string): Partial<Variable> {
  const shared = known.find((each) => each.id === id)?.variable
  if (!shared) return { definitionId: id }
  const { name: _, ...words } = shared
  return { ...words, default: words.default, definitionId: id }
}

interface FollowedProps {
  title: string | null
  lost: boolean
  onOpen: () => void
  onLeave: () => void
}

function Followed({ title, lost, onOpen, onLeave }: FollowedProps) {
  return (
    <div className="space-y-3">
      <p className="text-ink-2">
        {lost ? t('editor.sharedLost') : title ? t('editor.followsShared', { title }) : null}
      </p>
      <div className="flex flex-wrap gap-2">
        {!lost && (
          <Button small icon={SquareArrowOutUpRight} onClick={onOpen}>
            {t('editor.openShared')}
          </Button>
        )}
        <Button small icon={Unlink} onClick={onLeave}>
          {t('editor.writeOwn')}
        </Button>
      </div>
    </div>
  )
}

/** Makes a shared variable of this one, beside the template, and follows it. */
function Share({ variable, onShared }: { variable: Variable; onShared: (id: string) => void }) {
  const { client } = useStudio()
  const entityId = useDocument((state) => state.entityId)
  const share = async () => {
    const { definitionId: _, ...own } = variable
    const ids = { commandId: uuidv7(), id: uuidv7() }
    try {
      const { parentId } = await client.entity.get({ id: entityId })
      const document = { kind: 'variable_definition' as const, variable: own }
      await surely(() =>
        client.entity.create({
          ...ids,
          type: 'variable_definition',
          parentId,
          title: variable.name,
          document,
        }),
      )
      onShared(ids.id)
      say(t('editor.nowShared', { name: variable.name }))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return (
    <Button small look="quiet" icon={Share2} onClick={() => void share()}>
      {t('editor.share')}
    </Button>
  )
}
