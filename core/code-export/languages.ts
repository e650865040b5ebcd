import { type ExportedCall, type HttpCall, httpCallOf, keyMark } from './call'

export const codeLanguages = ['curl', 'typescript', 'python'] as const
export type CodeLanguage = (typeof codeLanguages)[number]

/** The call as code that runs by itself, without a package; null where there is nothing that could be called. */
export function exportCode(call: ExportedCall, language: CodeLanguage): string | null {
  const http = httpCallOf(call)
  return http && writers[language](http)
}

/** In single quotes of a shell nothing means anything but the quote itself. */
const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

function curl({ url, headers, body, variable }: HttpCall): string {
  const all = [['Content-Type', 'application/json'] as const, ...headers]
  const lines = [
    `curl ${shellQuoted(url)}`,
    // Double quotes, so that the shell puts the key in; no value of ours but fixed words is in them.
    ...all.map(([name, value]) =>
      value.includes(keyMark)
        ? `  -H "${name}: ${value.replace(keyMark, `$${variable ?? ''}`)}"`
        : `  -H ${shellQuoted(`${name}: ${value}`)}`,
    ),
    `  -d ${shellQuoted(JSON.stringify(body, undefined, 2))}`,
  ]
  return `${lines.join(' \\\n')}\n`
}

/** JSON is TypeScript, but for two line ends that older readers stumble over. */
const scriptJson = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

function typescript({ url, headers, body, variable }: HttpCall): string {
  const lines = headers.map(([name, value]) => {
    const quoted = `\`${value.replace(keyMark, `\${process.env.${variable ?? ''}}`)}\``
    return `    '${name}': ${value.includes(keyMark) ? quoted : `'${value}'`},`
  })
  return [
    `const response = await fetch(${JSON.stringify(url)}, {`,
    `  method: 'POST',`,
    `  headers: {`,
    `    'Content-Type': 'application/json',`,
    ...lines,
    `  },`,
    `  body: JSON.stringify(${scriptJson(body).replaceAll('\n', '\n  ')}),`,
    `})`,
    `if (!response.ok) throw new Error(\`\${response.status} \${await response.text()}\`)`,
    `console.log(await response.json())`,
    '',
  ].join('\n')
}

function python({ url, headers, body, variable }: HttpCall): string {
  const lines = headers.map(([name, value]) => {
    const [before = '', after = ''] = value.split(keyMark)
    const parts = [
      before && JSON.stringify(before),
      `os.environ["${variable ?? ''}"]`,
      after && JSON.stringify(after),
    ]
    const joined = parts.filter(Boolean).join(' + ')
    return `    "${name}": ${value.includes(keyMark) ? joined : JSON.stringify(value)},`
  })
  return [
    'import json',
    'import os',
    'import urllib.request',
    '',
    `body = ${pythonValue(body, 0)}`,
    'headers = {',
    '    "Content-Type": "application/json",',
    ...lines,
    '}',
    `request = urllib.request.Request(${JSON.stringify(url)}, json.dumps(body).encode(), headers)`,
    'with urllib.request.urlopen(request) as response:',
    '    print(json.load(response))',
    '',
  ].join('\n')
}

/** A value as Python writes it: True, False and None instead of JSON's words. Texts are JSON's, which Python reads. */
function pythonValue(value: unknown, depth: number): string {
  const pad = '    '.repeat(depth + 1)
  const end = '    '.repeat(depth)
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return pythonText(value)
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((each) => `${pad}${pythonValue(each, depth + 1)},\n`).join('')}${end}]`
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value)
    if (entries.length === 0) return '{}'
    const rows = entries.map(([key, each]) => `${pad}${pythonText(key)}: ${pythonValue(each, depth + 1)},\n`)
    return `{\n${rows.join('')}${end}}`
  }
  return JSON.stringify(value)
}

/** JSON writes letters beyond 16 bits as they are or in halves; Python takes only the former. */
const pythonText = (text: string): string =>
  JSON.stringify(
    text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD'),
  )

const writers: Readonly<Record<CodeLanguage, (call: HttpCall) => string>> = { curl, typescript, python }
