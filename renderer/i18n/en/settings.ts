export const settings = {
  title: 'Settings',
  look: 'Look',
  theme: 'Theme',
  light: 'Light',
  dark: 'Dark',
  system: 'As the system',
  valueMarks: 'Underline in answers what came from the values',
} as const
