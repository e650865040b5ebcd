export const firstRun = {
  title: 'First steps',
  you: 'You',
  studio: 'Studio',
  sentence: 'I read <look/>. My answers come from <models/>, and I start with <first/>.',
  look: 'Look',
  theme: { system: 'as my system does', light: 'by day', dark: 'by night' },
  models: 'Models',
  simulator: 'the built-in simulator',
  ownModels: 'a provider of my own',
  first: 'First template',
  library: 'the whole library',
  about:
    'No account, no key and no network are needed. Two simulated models answer on this machine, so that you can try everything before you pay anybody. Your work stays on this disk; a backup is made every 15 minutes.',
  aboutOwn:
    'OpenAI, Anthropic, Google, or anything that speaks their language, on this machine too. The key is sealed where your system keeps its secrets and never shown again. You can do this at any time in the settings.',
  start: 'Start writing',
  toModels: 'Add a provider',
  lookAround: 'Look around first',
  import: 'Bring prompts from a file',
  backup: 'Open a backup',
  again: 'This page is shown once. The command “First steps” brings it back.',
} as const
