export const workspace = {
  current: 'Workspace {{name}}',
  kind: { personal: 'Personal', client: 'Client', team: 'Team' },
  new: 'New workspace',
  apart: 'Its templates, runs, keys and costs are kept apart from every other workspace.',
  colour: 'Colour',
  nameFirst: 'Give the workspace a name first.',
  make: 'Make workspace',
} as const
