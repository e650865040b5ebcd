import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { jsonLines } from '../../core/answer/json-lines'
import { useStudio } from '../data/studio'
import { Icon } from './icon'
import { keyed } from './keyed'

/** JSON line by line; a line that does not fit the schema says so below it. */
export function JsonAnswer({ value, runId }: { value: unknown; runId: string | null }) {
  const { queries } = useStudio()
  const run = useQuery(queries.run.get.queryOptions({ input: { id: runId ?? '' }, enabled: runId !== null }))
  const problems = run.data?.schemaProblems ?? []
  const lines = jsonLines(value)
  const known = new Set(lines.map(({ path }) => path))
  // What is missing has no line of its own: it is said where it would stand.
  const homeOf = (path: string): string => {
    let at = path
    while (at !== '' && !known.has(at)) at = at.replace(/(?:\.[^.[]*|\[\d+\]|^[^.[]+)$/, '')
    return at
  }
  const placed = problems.map((problem) => ({ ...problem, at: homeOf(problem.path) }))
  return (
    <div className="font-mono text-[12.5px] leading-[22px] no-ligatures [overflow-wrap:anywhere]">
      {keyed(lines).map(({ key, item: line }) => {
        const here = line.opens ? placed.filter(({ at }) => at === line.path) : []
        return (
          <div key={key}>
            <div
              className={here.length > 0 ? 'bg-failed-bg' : undefined}
              style={{ paddingLeft: `${line.depth * 16}px` }}
            >
              {line.text}
            </div>
            {here.map(({ path, message }) => (
              <p
                key={`${path} ${message}`}
                className="flex items-start gap-1.5 font-sans text-small text-failed"
                style={{ paddingLeft: `${line.depth * 16}px` }}
              >
                <Icon of={CircleAlert} size={13} className="mt-0.5" />
                <span>{message}</span>
              </p>
            ))}
          </div>
        )
      })}
    </div>
  )
}
