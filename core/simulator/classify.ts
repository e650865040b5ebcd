import type { Brief, SimMessage } from './prompt'
import type { Flaws } from './quality'
import type { Random } from './random'
import { stems } from './text'

/** Words that speak for a label whose name does not stand in the text. */
const hints: Readonly<Record<string, string>> = {
  payment: 'pay paid money invoice refund bill amount charge transfer kroner account cost',
  damage: 'damage broken leak water fire hail storm roof accident car window flood',
  complaint: 'complaint unhappy waited nobody third again twice serious unacceptable late callback promised',
  policy: 'policy change address cover insure cancel renew contract upgrade move',
  angry: 'nobody third again unacceptable never furious worst still twice',
  worried: 'worried afraid concern anxious hope unsure waited',
  calm: 'thanks thank kind regards wonder question',
  positive: 'good great love thank happy excellent',
  negative: 'bad broken hate late wrong poor worst',
}

/** The option that the text speaks for most; ties and silence go to the last, which is where "other" stands. */
export function choose(options: readonly string[], text: string): string {
  const found = stems(text)
  let best = options.at(-1) ?? ''
  let top = 0
  for (const option of options) {
    let score = 0
    for (const part of stems(option)) {
      if (found.has(part)) score += 2
      for (const hint of stems(hints[part] ?? '')) if (found.has(hint)) score += 1
    }
    if (score > top) {
      best = option
      top = score
    }
  }
  return best
}

/** Answers "key: <one of …>" lines, as many as the prompt shows, each with one of its options. */
export function lines(brief: Brief, messages: readonly SimMessage[], flaws: Flaws, random: Random): string {
  const asked = messages.map((message) => message.text).join('\n')
  const listed =
    /(?:one of these \w+|one of|these \w+|options|labels|categories):\s*([^\n.]+)/i.exec(asked)?.[1] ?? ''
  const pattern = /^\s*([\w-]+):\s*(<[^>\n]+>|[\w-]+(?:, [\w-]+)* or [\w-]+)\s*$/gm
  const answers = [...asked.matchAll(pattern)].map(([, key = '', form = '']) => {
    const options = split(form.startsWith('<') ? listed : form)
    const right = choose(options, brief.material)
    const others = options.filter((option) => option !== right)
    const slip = flaws.drop && others.length > 0
    return `${key}: ${slip ? others[Math.floor(random.next() * others.length)] : right}`
  })
  if (flaws.miss) return `The message belongs to ${answers.join(', and ')}.`
  return flaws.fill
    ? `${answers.join('\n')}\nreason: the words of the message point there.`
    : answers.join('\n')
}

const split = (list: string): string[] =>
  list
    .split(/,\s*|\s+or\s+/)
    .map((option) => option.trim())
    .filter((option) => option !== '')
