export const keys = {
  title: 'Commands and their keys',
  menu: { file: 'File', edit: 'Edit', run: 'Run', view: 'View', help: 'Help' },
  change: 'Change the key of {{command}}',
  press: 'Press the new key',
  none: 'No key',
  reset: 'Back to its own key',
  remove: 'Take the key away',
  browser: 'Browsers keep this key for themselves. Press another one.',
  letter: 'This key writes a letter. Press it with Ctrl, Cmd or Alt.',
  taken: '{{command}} has this key. Press another one, or take it away there first.',
} as const
