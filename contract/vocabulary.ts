/** The closed lists that contract, tables, services and screens share. Order matters where it is shown. */

export const workspaceKinds = ['personal', 'client', 'team'] as const
export type WorkspaceKind = (typeof workspaceKinds)[number]

export const roles = ['owner', 'admin', 'editor', 'viewer'] as const

export const entityTypes = [
  'lab',
  'library',
  'template',
  'context',
  'variable_set',
  'variable_definition',
  'workflow',
  'conversation',
  'experiment',
  'evaluator',
  'dashboard',
  'alert',
  'saved_view',
] as const
export type EntityType = (typeof entityTypes)[number]

export const libraryKinds = ['prompt', 'workflow'] as const
export type LibraryKind = (typeof libraryKinds)[number]

export const lifecycleStatuses = [
  'draft',
  'under_review',
  'approved',
  'published',
  'deprecated',
  'archived',
] as const
export type LifecycleStatus = (typeof lifecycleStatuses)[number]

export const classifications = ['public', 'internal', 'confidential', 'restricted'] as const
export type Classification = (typeof classifications)[number]

export const visibilities = ['private', 'workspace', 'shared'] as const
export type Visibility = (typeof visibilities)[number]

export const relationshipTypes = [
  'part_of',
  'depends_on',
  'extends',
  'uses',
  'derived_from',
  'suggests',
] as const
export type RelationshipType = (typeof relationshipTypes)[number]

/** `content` versions are numbered and shown in history; `place` versions are moves, renames, tags. */
export const versionKinds = ['content', 'place'] as const
export type VersionKind = (typeof versionKinds)[number]

export const versionStates = ['head', 'past', 'kept_conflict'] as const

export const variableTypes = [
  'text',
  'long_text',
  'number',
  'integer',
  'boolean',
  'date',
  'choice',
  'list',
  'json',
  'file',
  'image',
  'secret',
] as const
export type VariableType = (typeof variableTypes)[number]

export const executionKinds = ['template', 'workflow', 'node', 'model_call', 'tool', 'evaluation'] as const
export type ExecutionKind = (typeof executionKinds)[number]

export const executionStatuses = [
  'queued',
  'running',
  'paused',
  'success',
  'partial_success',
  'failed',
  'timeout',
  'rate_limited',
  'unauthorized',
  'cancelled',
  'interrupted',
  'cached',
] as const
export type ExecutionStatus = (typeof executionStatuses)[number]

/** A row with one of these is frozen: nothing may update it any more. */
export const finalExecutionStatuses = executionStatuses.filter(
  (status) => status !== 'queued' && status !== 'running' && status !== 'paused',
)

export const providerKinds = ['simulator', 'openai', 'anthropic', 'google', 'openai_compatible'] as const
export type ProviderKind = (typeof providerKinds)[number]

export const conversationStates = ['active', 'paused', 'completed', 'archived'] as const

/** Base64 of the largest file fits into one message of every door. */
export const maxFileBytes = 10 * 1024 * 1024

export const messageRoles = ['system', 'user', 'assistant', 'history'] as const
export type MessageRole = (typeof messageRoles)[number]

/** Who opened the session: written on commands and events. */
export const doors = ['electron', 'browser', 'cli', 'mcp', 'test'] as const
export type Door = (typeof doors)[number]

export const metricSources = ['user', 'evaluator', 'system'] as const
export type MetricSource = (typeof metricSources)[number]

/** What long work does. `backup.take` and `backup.verify` are of the whole vault, the others of one workspace. */
export const jobKinds = [
  'backup.take',
  'backup.verify',
  'trash.purge',
  'workspace.erase',
  'import',
  'export',
] as const
export type JobKind = (typeof jobKinds)[number]

export const jobStates = [
  'queued',
  'running',
  'paused',
  'done',
  'failed',
  'cancelled',
  'interrupted',
] as const

export type JobState = (typeof jobStates)[number]

/** What happened while one looked elsewhere. */
export const notificationKinds = [
  'run.done',
  'run.failed',
  'runs.interrupted',
  'job.done',
  'job.failed',
  'job.cancelled',
  'job.interrupted',
] as const
export type NotificationKind = (typeof notificationKinds)[number]

/** The categorical colours of the tokens, for workspaces, items and people. */
export const itemColours = ['c-1', 'c-2', 'c-3', 'c-4', 'c-5', 'c-6', 'c-7', 'c-8'] as const

/** What the library's list can show beside the name, in the order in which it is shown unless somebody chose another. */
export const libraryColumns = [
  'kind',
  'status',
  'tags',
  'versions',
  'runs',
  'cost',
  'rating',
  'changed',
  'used',
] as const
export type LibraryColumn = (typeof libraryColumns)[number]

/** Icons that somebody may choose for a place or an item; the screens know their drawings. */
export const itemIcons = [
  'book',
  'briefcase',
  'bug',
  'chart',
  'code',
  'flag',
  'globe',
  'heart',
  'mail',
  'megaphone',
  'scale',
  'search',
  'shield',
  'star',
  'user',
  'wrench',
] as const

/** Rows of a variable set that one command puts or removes; with the longest values that are read they fit a message. */
export const mostRowsAtOnce = 20_000
