import { readFileSync, readlinkSync } from 'node:fs'

/**
 * What tells one process from every other one. The number alone does not: after a restart of the machine it belongs
 * to somebody else. What a system does not tell is left out.
 */
export interface ProcessMark {
  readonly pid: number
  /** ISO time, for people. */
  readonly startedAt: string
  /** Linux: the clock ticks from boot to the start of the process. */
  readonly startTicks?: string
  /** Linux: changes with every boot. */
  readonly bootId?: string
  /** Linux: process numbers of another container say nothing here. */
  readonly pidSpace?: string
}

/** This process. */
export function describeSelf(): ProcessMark {
  const startTicks = statusOf(process.pid)?.startTicks
  const bootId = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  const pidSpace = attempt(() => readlinkSync('/proc/self/ns/pid'))
  return {
    pid: process.pid,
    startedAt: new Date().toISOString(),
    ...(startTicks === undefined ? {} : { startTicks }),
    ...(bootId === undefined ? {} : { bootId }),
    ...(pidSpace === undefined ? {} : { pidSpace }),
  }
}

/** True only where the process is known to have ended; in doubt it lives. */
export function isDead(mark: ProcessMark): boolean {
  const self = describeSelf()
  if (differ(mark.bootId, self.bootId)) return true
  if (differ(mark.pidSpace, self.pidSpace)) return false
  if (!exists(mark.pid)) return true
  const status = statusOf(mark.pid)
  return status !== undefined && (status.state === 'Z' || differ(mark.startTicks, status.startTicks))
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

/** From /proc/PID/stat; the name before it may hold spaces and brackets. Z is a process ended but not yet collected. */
function statusOf(pid: number): { state: string | undefined; startTicks: string | undefined } | undefined {
  const text = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  if (text === undefined) return undefined
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { state: fields[0], startTicks: fields[19] }
}

function attempt<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
