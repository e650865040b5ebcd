// The quick part of the gate: format and lint, types, layer fences, unused code.
import { inOrder, run, tool } from './steps.mjs'

export const checks = [
  { name: 'format and lint', work: () => run(tool('biome'), ['check', '--error-on-warnings', '.']) },
  { name: 'types', work: () => run(tool('tsc'), ['--noEmit', '-p', '.']) },
  {
    name: 'layer fences',
    work: () =>
      run(tool('depcruise'), [
        '--config',
        '.dependency-cruiser.cjs',
        '--output-type',
        'err-long',
        'contract',
        'core',
        'db',
        'main',
        'preload',
        'renderer',
        'e2e',
        'bench',
      ]),
  },
  { name: 'unused code', work: () => run(tool('knip'), []) },
]

if (process.argv[1] === new URL(import.meta.url).pathname) await inOrder(checks)
