import { z } from 'zod'
import { liquidPorts, liquidProblems } from '../liquid-ports'
import { defineRule, type SettingsProblem } from '../rule'
import { anything, prose, someText } from './shared'

const settings = z.looseObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']).default('GET'),
  /** Liquid, as are the headers' values and the body. */
  url: z.string().max(8_000).default(''),
  headers: z
    .array(z.looseObject({ name: z.string().max(200), value: z.string().max(8_000) }))
    .max(100)
    .default([]),
  body: prose,
  timeoutMs: z.number().int().min(1).max(600_000).default(30_000),
})
type Settings = z.output<typeof settings>

const texts = ({ url, headers, body }: Settings) => [url, ...headers.map(({ value }) => value), body]

/** Asks an address on the network; each host is approved once by somebody. */
export const http = defineRule({
  settings,
  texts,
  ports: (settings) => ({
    inputs: liquidPorts(texts(settings)),
    outputs: [
      { name: 'body', type: someText },
      { name: 'json', type: anything },
      { name: 'status', type: { kind: 'number' } },
      { name: 'headers', type: { kind: 'object' } },
    ],
  }),
  problems: (settings) => [
    ...address(settings),
    ...keys(settings),
    ...liquidProblems(texts(settings), 'url'),
  ],
})

const bearsKey = /^(proxy-)?authorization$|^cookie$|(^|[-_])(api[-_]?key|token|secret|password)([-_]|$)/i

/** Whether a header holds a key as it is, and no variable that is filled with one. */
export const bearsWrittenKey = ({ name, value }: Settings['headers'][number]): boolean =>
  bearsKey.test(name.trim()) && value.trim() !== '' && !value.includes('{{')

/** A document is kept in every version and goes along when it is exported: a key has no place in it. */
const keys = ({ headers }: Settings): SettingsProblem[] =>
  headers.flatMap((header, index) =>
    bearsWrittenKey(header)
      ? [
          {
            code: 'secret' as const,
            field: `headers[${index}].value`,
            message:
              'A key would be kept in every version of this workflow. Write a variable here, such as {{ token }}, and fill it when it runs.',
          },
        ]
      : [],
  )

function address({ url }: Settings): SettingsProblem[] {
  // What is filled in may be the host itself: only what is sure is refused.
  if (/^(https?:\/\/[^\s/]|\{\{)/i.test(url.trim())) return []
  return [
    {
      code: 'address',
      field: 'url',
      message: 'Write the whole address, beginning with https:// or http://.',
    },
  ]
}
