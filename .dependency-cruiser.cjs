/** Layer fences. Imports point one way; every rule says which room the code belongs in instead. */
const only = (from, allowed, comment) => ({
  name: `${from}-imports`,
  comment,
  severity: 'error',
  from: { path: `^${from}/` },
  to: {
    path: '^(contract|core|db|main|preload|renderer|server|sync)/',
    pathNot: `^(${[from, ...allowed].join('|')})/`,
  },
})

module.exports = {
  forbidden: [
    only(
      'contract',
      [],
      'contract is the bottom: it may import nothing of ours. Move the shared type here instead.',
    ),
    only(
      'core',
      ['contract'],
      'core is pure: it sees contract only. Put I/O in main or db and pass the result in.',
    ),
    only('sync', ['contract', 'core'], 'sync is a pure protocol: it sees contract and core only.'),
    only(
      'db',
      ['contract', 'core'],
      'db sees contract and core only. Rules that need a service belong in main/services.',
    ),
    only(
      'renderer',
      ['contract', 'core'],
      'The renderer talks to the host through the contract; it never imports main or db.',
    ),
    only('preload', ['contract'], 'preload hands over a port and nothing else.'),
    {
      ...only(
        'main',
        ['contract', 'core', 'db', 'sync'],
        'main composes; it never imports renderer or preload.',
      ),
      // A door is tested with the client that comes through it.
      from: { path: '^main/', pathNot: '^main/(headless|electron)/[^/]+\\.test\\.ts$' },
    },
    {
      name: 'electron-in-its-room',
      comment: 'electron may be imported in main/electron and preload only; the host must run without it.',
      severity: 'error',
      from: { pathNot: '^(main/electron|preload)/' },
      to: { path: '(^|/)node_modules/electron(/|$)' },
    },
    {
      name: 'drizzle-in-db',
      comment: 'drizzle-orm may be imported in db only. Add a function to db/queries and call that.',
      severity: 'error',
      from: { pathNot: '^(db/|drizzle\\.config)' },
      to: { path: '(^|/)node_modules/drizzle-orm/' },
    },
    {
      name: 'network-in-net',
      comment: 'Every request to the outside leaves through main/net. Use its client.',
      severity: 'error',
      from: {
        path: '^(main|db|core|contract|sync)/',
        pathNot: '^(main/net/|main/headless/|main/socket/|.*\\.test\\.ts$|.*testing)',
      },
      to: {
        path: '^(node:)?(http|https|http2|net|tls|dgram|dns)(/|$)|(^|/)node_modules/(undici|axios|got|node-fetch)/',
      },
    },
    {
      name: 'providers-in-their-room',
      comment:
        'The AI SDK may be imported in main/providers only (a bench measures against it); the rest speaks to a Provider.',
      severity: 'error',
      from: { pathNot: '^(main/providers|bench)/' },
      to: { path: '(^|/)node_modules/(ai|@ai-sdk)/' },
    },
    {
      name: 'features-are-strangers',
      comment: 'A feature never imports its sibling; others enter through its index.',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: {
        path: '^renderer/features/([^/]+)/',
        pathNot: '^renderer/features/($1)/|^renderer/features/[^/]+/index\\.tsx?$',
      },
    },
    {
      name: 'no-circular',
      comment: 'A cycle means two files are one thing, or a third thing is missing.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-tests-in-product',
      comment: 'Product code must not import test helpers.',
      severity: 'error',
      from: { pathNot: '(\\.test\\.tsx?$|testing|^e2e/|^bench/)' },
      to: { path: '(\\.test\\.tsx?$|/testing(\\.ts$|/))' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    skipAnalysisNotInRules: true,
  },
}
