import { Fragment } from 'react'
import type { RowCommandId } from '../../core/commands'
import { t } from '../i18n'
import type { LucideIcon } from '../ui/icon'
import { MenuCheck, MenuItem, MenuLine, type MenuPoint, PointMenu } from '../ui/menu'
import { keyOf } from './commands'

/** What a command does to the row in hand; one that is so or not says which. */
interface RowEffect {
  readonly run: () => void
  readonly checked?: boolean
}

/** What can be done to a row; null where it cannot be done now, left out where it never can. */
export type RowEffects = Readonly<Partial<Record<RowCommandId, RowEffect | null>>>

interface RowMenuProps {
  label: string
  at: MenuPoint | null
  effects: RowEffects
  icons: Readonly<Partial<Record<RowCommandId, LucideIcon>>>
  /** In the order in which they are shown, with a line between. */
  groups: readonly (readonly RowCommandId[])[]
  onClose: () => void
}

/** The menu of a row, made from the command table. */
export function RowMenu({ label, at, effects, icons, groups, onClose }: RowMenuProps) {
  const shown = groups
    .map((group) => group.filter((id) => effects[id] !== undefined))
    .filter((group) => group.length > 0)
  return (
    <PointMenu label={label} at={at} onClose={onClose}>
      {shown.map((group, index) => (
        <Fragment key={group.join()}>
          {index > 0 && <MenuLine />}
          {group.map((id) => (
            <Row key={id} id={id} effect={effects[id] ?? null} icon={icons[id]} />
          ))}
        </Fragment>
      ))}
    </PointMenu>
  )
}

function Row({
  id,
  effect,
  icon,
}: {
  id: RowCommandId
  effect: RowEffect | null
  icon?: LucideIcon | undefined
}) {
  const shared = {
    ...(icon ? { icon } : {}),
    keys: keyOf(id),
    disabled: effect === null,
    children: t(`command.${id}`),
  }
  const run = () => effect?.run()
  return effect?.checked === undefined ? (
    <MenuItem {...shared} onClick={run} />
  ) : (
    <MenuCheck {...shared} checked={effect.checked} onChange={run} />
  )
}

/** Where the menu of a row opens: at the pointer, or below the row's beginning when a key asked for it. */
export function pointAt(row: HTMLElement, pointer?: { clientX: number; clientY: number }): MenuPoint {
  const { left, bottom } = row.getBoundingClientRect()
  const back = () => (row.isConnected ? row : null)
  return pointer ? { x: pointer.clientX, y: pointer.clientY, back } : { x: left + 24, y: bottom, back }
}
