/** How numbers, money and times read. */
export const format = {
  unknown: 'unknown',
  now: 'now',
  minutesAgo: '{{minutes}} min',
  hoursAgo: '{{hours}} h',
  today: 'today',
  yesterday: 'yesterday',
  dayAndTime: '{{day}} {{time}}',
  milliseconds: '{{value}} ms',
  seconds: '{{value}} s',
  minutesAndSeconds: '{{minutes}} min {{seconds}} s',
  tokens: '{{value}} tok',
  percent: '{{share}} %',
} as const
