import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { WriterLine } from './kill-writer'
import { Random } from './random'

export interface KillOptions {
  /** A prepared vault's data directory. */
  readonly dataDir: string
  /** The bundled program that calls `runWriter` with the workload. */
  readonly writerFile: string
  readonly kills: number
  readonly seed: number
  /** amcheck after every so many kills, and at the end; default 20. */
  readonly checkEvery?: number
  /** Milliseconds from the first acknowledgement to the kill, at least and at most; default 50 to 450. */
  readonly windowMs?: readonly [number, number]
}

export interface KillReport {
  readonly kills: number
  readonly acked: number
  /** Acknowledged steps that were not there afterwards. */
  readonly lost: number
  readonly failedOpens: readonly string[]
  readonly damage: readonly string[]
  readonly openMs: readonly number[]
}

interface Round {
  readonly lines: readonly WriterLine[]
  /** What the child said on standard error; empty when it was killed in good health. */
  readonly complaint: string
}

/**
 * Lets a child write, kills it at a random moment after its first acknowledgement, and compares what the next
 * one finds with what was acknowledged; again and again on the same vault.
 */
export async function killRepeatedly(options: KillOptions): Promise<KillReport> {
  const { kills, checkEvery = 20, windowMs = [50, 450] } = options
  const random = new Random(options.seed)
  const failedOpens: string[] = []
  const damage: string[] = []
  const openMs: number[] = []
  let acked = 0
  let lost = 0
  let lastAcked = 0
  for (let kill = 0; kill <= kills; kill++) {
    const last = kill === kills
    const wishes = [
      ...(last ? ['look'] : []),
      ...(last || (kill > 0 && kill % checkEvery === 0) ? ['check'] : []),
    ]
    const round = await runOnce(options, wishes, random.below(windowMs[1] + 1, windowMs[0]))
    const opened = round.lines.find((line) => line.kind === 'opened')
    if (!opened) failedOpens.push(`after kill ${kill}: ${round.complaint}`)
    else {
      openMs.push(opened.openMs)
      lost += Math.max(0, lastAcked - opened.found)
    }
    for (const line of round.lines) {
      if (line.kind === 'damage') damage.push(...line.damage)
      if (line.kind !== 'ack') continue
      acked++
      lastAcked = line.n
    }
  }
  return { kills, acked, lost, failedOpens, damage, openMs }
}

/** One child from its start to its end. */
async function runOnce(options: KillOptions, wishes: readonly string[], delayMs: number): Promise<Round> {
  const child = spawn(process.execPath, [options.writerFile, options.dataDir, ...wishes], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: WriterLine[] = []
  let complaint = ''
  let timer: NodeJS.Timeout | undefined
  child.stderr.on('data', (text) => {
    complaint += text
  })
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line: WriterLine | undefined = parsed(text)
    if (line) lines.push(line)
    if (line?.kind === 'ack') timer ??= setTimeout(() => child.kill('SIGKILL'), delayMs)
  })
  await new Promise((resolve) => child.once('close', resolve))
  clearTimeout(timer)
  return { lines, complaint }
}

/** The kill may cut a line in two; half an acknowledgement is none. */
function parsed(text: string): WriterLine | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
