import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memoryFolder, scratchFolder } from './fresh-vault'
import { mixedWorkload } from './mixed-workload'
import { cutPower } from './power-cut'
import { type Recording, record } from './recording'

const seed = Number(process.env.POWER_CUT_SEED ?? 20261121)

describe('R3: a power cut', () => {
  const folders: string[] = []
  let recording: Recording
  let images: string

  beforeAll(async () => {
    const folder = await scratchFolder()
    images = await memoryFolder()
    folders.push(folder, images)
    recording = await record(mixedWorkload, 60, folder)
  })
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

  test(`loses no acknowledged step in 20 images of the disk (seed ${seed})`, async () => {
    const { failures } = await cutPower({ recording, images: 20, seed, folder: images })
    expect(failures).toEqual([])
  }, 180_000)

  // Without this the test above might be blind.
  test(`is found to lose steps when no fsync reaches the disk (seed ${seed})`, async () => {
    const { failures } = await cutPower({
      recording,
      images: 3,
      seed,
      folder: images,
      entries: ['journal'],
      fsyncsCount: false,
    })
    expect(failures).toHaveLength(3)
  })
})
