/** A variable that many templates share. */
export const definition = {
  pane: 'Shared variable',
  opening: 'Opening the shared variable',
  form: 'What it is',
  name: 'Name',
  nameHint: 'The name that is proposed. Each template may call it by its own.',
  wrongName: 'Letters, digits and _, not beginning with a digit, at most 80. You typed "{{name}}".',
  nameFirst: 'Give it a name that fits first.',
  chooseFirst: 'Choose first which one goes on.',
  users: 'Followed by',
  findingUsers: 'Looking for what follows it',
  noUsers:
    'No template follows this yet. In a template, open the type of a variable and choose <follow/>: what stands here then holds there.',
} as const
