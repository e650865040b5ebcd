/**
 * Closed vocabularies that only the tables know; those shared with the screens are in contract/vocabulary.
 * Stored as text with a CHECK, so that a later migration can add a word.
 */

export const contentEncodings = ['plain', 'deflate'] as const
export const reviewStates = ['requested', 'approved', 'changes_requested', 'declined', 'withdrawn'] as const
export const suggestionStates = ['open', 'accepted', 'dismissed', 'measured'] as const
export const sharePermissions = ['view', 'comment', 'edit'] as const
/** The statuses a run may still leave; every other one is final and freezes the row. */
export const openExecutionStatuses = ['queued', 'running', 'paused'] as const
export const conversationRoles = ['system', 'user', 'assistant', 'tool'] as const
export const searchSources = ['entity', 'version', 'node', 'execution'] as const
export const searchStates = ['pending', 'indexed'] as const
export const embeddingStates = ['pending', 'completed', 'failed'] as const
export const blobStates = ['present', 'missing', 'collected'] as const
export const budgetPeriods = ['day', 'week', 'month', 'quarter', 'year', 'total'] as const
export const syncStreams = ['state', 'log'] as const
export const conflictStates = ['open', 'resolved'] as const
