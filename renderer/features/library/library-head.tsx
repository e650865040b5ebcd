import { ChevronDown, ChevronRight, Plus, Puzzle, SlidersHorizontal, Table2, Variable } from 'lucide-react'
import { Fragment, useState } from 'react'
import type { PlaceNode } from '../../../contract/entity'
import { keyOf } from '../../app/commands'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { Menu, MenuItem } from '../../ui/menu'
import { Grow, PaneHead } from '../../ui/pane'
import { ColumnsDialog } from './columns-dialog'
import type { NewKind } from './new-item'
import { trailTo } from './place-lines'

interface LibraryHeadProps {
  places: readonly PlaceNode[]
  placeId: string | null
  onPlace: (placeId: string | null) => void
  total: number | null
  onNew: (kind: NewKind) => void
  /** False where the empty state below holds the one primary button. */
  primary: boolean
}

/** Where one is, how much there is, and the button that adds to it. */
export function LibraryHead({ places, placeId, onPlace, total, onNew, primary }: LibraryHeadProps) {
  const [choosing, setChoosing] = useState(false)
  const trail = trailTo(places, placeId)
  const here = trail.at(-1)
  const ofWorkflows = here?.libraryKind === 'workflow'
  return (
    <PaneHead>
      <nav aria-label={t('library.place')} className="flex min-w-0 items-center gap-1.5">
        {trail.slice(0, -1).map((place) => (
          <Fragment key={place.id}>
            <button
              type="button"
              onClick={() => onPlace(place.id)}
              className="h-6 truncate rounded-control px-0.5 text-ink-2 hover:text-ink"
            >
              {place.title}
            </button>
            <Icon of={ChevronRight} size={13} className="text-ink-3" />
          </Fragment>
        ))}
        <h1 className="truncate text-title font-strong" dir="auto">
          {here?.title ?? t('library.everything')}
        </h1>
      </nav>
      {total !== null && (
        <span className="shrink-0 text-small text-ink-3" title={`${total}`}>
          {t('common.items', { count: total })}
        </span>
      )}
      <Grow />
      <IconButton icon={SlidersHorizontal} label={t('library.columns')} onClick={() => setChoosing(true)} />
      <ColumnsDialog open={choosing} onClose={() => setChoosing(false)} />
      {ofWorkflows ? (
        <Button
          look={primary ? 'primary' : 'plain'}
          icon={Plus}
          keys={keyOf('workflow.new')}
          onClick={() => onNew('workflow')}
        >
          {t('library.newWorkflow')}
        </Button>
      ) : (
        <NewPrompts primary={primary} onNew={onNew} />
      )}
    </PaneHead>
  )
}

function NewPrompts({ primary, onNew }: Pick<LibraryHeadProps, 'primary' | 'onNew'>) {
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet">
            {t('library.newOther')}
            <Icon of={ChevronDown} size={13} />
          </Button>
        }
      >
        <MenuItem icon={Puzzle} onClick={() => onNew('context')}>
          {t('library.newContext')}
        </MenuItem>
        <MenuItem icon={Table2} onClick={() => onNew('variable_set')}>
          {t('library.newSet')}
        </MenuItem>
        <MenuItem icon={Variable} onClick={() => onNew('variable_definition')}>
          {t('library.newDefinition')}
        </MenuItem>
      </Menu>
      <Button
        look={primary ? 'primary' : 'plain'}
        icon={Plus}
        keys={keyOf('template.new')}
        onClick={() => onNew('template')}
      >
        {t('library.newTemplate')}
      </Button>
    </>
  )
}
