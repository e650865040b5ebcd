import type { KeyboardEvent } from 'react'
import type { CellAt } from './store'

interface Size {
  readonly rows: number
  readonly columns: number
  /** Rows that are in view. */
  readonly page: number
}

/** Where a key goes from a cell; null for a key that goes nowhere. The store keeps it within the table. */
export function steps(event: KeyboardEvent, { row, column }: CellAt, size: Size): CellAt | null {
  const far = event.ctrlKey || event.metaKey
  switch (event.key) {
    case 'ArrowDown':
      return { row: far ? size.rows : row + 1, column }
    case 'ArrowUp':
      return { row: far ? -1 : row - 1, column }
    case 'ArrowRight':
      return { row, column: far ? size.columns : column + 1 }
    case 'ArrowLeft':
      return { row, column: far ? -1 : column - 1 }
    case 'PageDown':
      return { row: row + size.page, column }
    case 'PageUp':
      return { row: Math.max(0, row - size.page), column }
    case 'Home':
      return { row: far ? 0 : row, column: 0 }
    case 'End':
      return { row: far ? size.rows : row, column: size.columns }
    default:
      return null
  }
}
