import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { acquireLock, LockedError } from './lock'
import { bundle } from './testing/crash/bundle'
import { scratchFolder } from './testing/crash/fresh-vault'

interface Told {
  readonly took?: number
  readonly refused?: number
  readonly socket?: string
}

let program: string
let racer: string
let folder: string
let file: string
const children: ChildProcess[] = []

beforeAll(async () => {
  program = await bundle('db/testing/crash/lock-holder.ts')
  racer = await bundle('db/testing/crash/lock-racer.ts')
})
beforeEach(async () => {
  folder = await scratchFolder()
  file = join(folder, 'lock')
})
afterEach(async () => {
  await Promise.all(children.splice(0).map(killed))
  await rm(folder, { recursive: true, force: true })
})

/** Starts a child that tries for the lock; resolves with what it tells. */
async function child(then: 'hold' | 'block' = 'hold'): Promise<{ process: ChildProcess; told: Told }> {
  const started = spawn(process.execPath, [program, file, then], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(started)
  const told = new Promise<Told>((resolve) => {
    createInterface({ input: started.stdout }).once('line', (line) => resolve(JSON.parse(line)))
  })
  return { process: started, told: await told }
}

/** Starts a racer; resolves with the rounds it won. */
async function race(rounds: number, startAt: number): Promise<number[]> {
  const started = spawn(process.execPath, [racer, folder, `${rounds}`, `${startAt}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(started)
  return new Promise((resolve) => {
    createInterface({ input: started.stdout }).once('line', (line) => resolve(JSON.parse(line)))
  })
}

async function killed(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return
  const gone = new Promise((resolve) => process.once('exit', resolve))
  process.kill('SIGKILL')
  await gone
}

describe('R7: the lock of a vault', () => {
  test.each([1, 2, 3, 4, 5])('is taken by exactly one of six that start together (race %i)', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => child()))
    const winners = all.filter(({ told }) => told.took !== undefined)
    expect(winners).toHaveLength(1)
    const winner = winners[0]?.process.pid
    for (const { told } of all) expect(told.took ?? told.refused).toBe(winner)
  })

  test('of a killed owner is taken by the next, with nothing left behind', async () => {
    await killed((await child()).process)
    const { process: next, told } = await child()
    expect(told).toEqual({ took: next.pid })
    expect(await readdir(folder)).toEqual(['lock'])
  })

  test('of a killed owner is robbed by exactly one, two hundred times in the same millisecond', async () => {
    await killed((await child()).process)
    const rounds = Array.from({ length: 200 }, (_, round) => round)
    for (const round of rounds) copyFileSync(file, join(folder, String(round)))
    const won = await Promise.all(Array.from({ length: 4 }, () => race(rounds.length, Date.now() + 1_500)))
    expect(won.flat().sort((one, other) => one - other)).toEqual(rounds)
  })

  test('is never robbed from a live owner whose event loop stands still', async () => {
    const { process: owner } = await child('block')
    const { told } = await child()
    expect(told).toEqual({ refused: owner.pid, socket: `${file}.socket` })
    await expect(acquireLock(file)).rejects.toMatchObject({ code: 'LOCKED', pid: owner.pid })
  })

  test('is robbed from a process number that belongs to somebody else by now', async () => {
    const { process: owner } = await child()
    const content = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ ...content, startTicks: '1' }))
    const lock = await acquireLock(file)
    expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid)
    expect(owner.exitCode).toBeNull()
    lock.release()
  })

  test('is robbed from before the last start of the machine, never from another container', async () => {
    const mine = await acquireLock(file)
    const content = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ ...content, pidSpace: 'pid:[1]' }))
    await expect(acquireLock(file)).rejects.toBeInstanceOf(LockedError)
    writeFileSync(file, JSON.stringify({ ...content, bootId: 'an earlier one' }))
    const next = await acquireLock(file)
    mine.release()
    next.release()
  })

  test('is given back by its owner only, and only once', async () => {
    const first = await acquireLock(file)
    first.release()
    const second = await acquireLock(file)
    first.release()
    expect(existsSync(file)).toBe(true)
    await expect(acquireLock(file)).rejects.toMatchObject({ pid: process.pid })
    second.release()
    expect(await readdir(folder)).toEqual([])
  })

  test('that cannot be read is left alone', async () => {
    writeFileSync(file, '')
    await expect(acquireLock(file)).rejects.toThrow(/remove it/)
    expect(existsSync(file)).toBe(true)
  })
})
