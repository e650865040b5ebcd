import {
  ArrowDown,
  ArrowUp,
  Building2,
  CopyPlus,
  Download,
  FolderInput,
  FolderPlus,
  Palette,
  PencilLine,
  Pin,
  SquareArrowOutUpRight,
  Star,
  Tag,
  Trash2,
} from 'lucide-react'
import type { RowCommandId } from '../../../core/commands'
import type { LucideIcon } from '../../ui/icon'

/** The drawings beside the commands in the menu of a row. */
export const rowIcons: Readonly<Partial<Record<RowCommandId, LucideIcon>>> = {
  'row.open': SquareArrowOutUpRight,
  'row.rename': PencilLine,
  'row.duplicate': CopyPlus,
  'row.newPlace': FolderPlus,
  'row.tag': Tag,
  'row.move': FolderInput,
  'row.up': ArrowUp,
  'row.down': ArrowDown,
  'row.copy': Building2,
  'row.export': Download,
  'row.mark': Palette,
  'row.pin': Pin,
  'row.favourite': Star,
  'row.trash': Trash2,
}
