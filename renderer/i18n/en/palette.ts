export const palette = {
  placeholder: 'Search or run a command; > for commands alone',
  itemsPlaceholder: 'Open an item by its name',
  found_one: '{{n}} found',
  found_other: '{{n}} found',
  firstFound_one: 'The first {{n}} found',
  firstFound_other: 'The first {{n}} found',
  nothing: 'Nothing of this name is in this workspace.',
  results: 'Found',
  recent: 'Opened lately',
  items: 'Items',
  commands: 'Commands',
} as const
