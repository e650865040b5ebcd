/** Long work in the status bar, and what happened while one looked elsewhere. */
export const jobs = {
  title: 'Jobs',
  none: 'No jobs',
  running_one: '{{n}} job',
  running_other: '{{n}} jobs',
  loading: 'Looking for jobs',
  empty:
    'Nothing runs in the background. Backups, exports, imports and deletions show here how far they are.',
  kind: {
    backup: { take: 'Backup', verify: 'Check of a backup' },
    trash: { purge: 'Deletion from the trash' },
    workspace: { erase: 'Deletion of a workspace' },
    import: 'Import',
    export: 'Export',
  },
  about: '{{what}}: {{subject}}',
  state: {
    queued: 'Waiting',
    running: 'Under way',
    paused: 'Paused',
    done: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
    interrupted: 'Cut off',
  },
  progressOf: 'Progress of {{job}}',
  cancel: 'Cancel {{job}}',
  repeat: 'Begin again',
  ended: '{{state}} {{when}}',
} as const

export const notifications = {
  title: 'Notifications',
  unread_one: '{{n}} notification not read',
  unread_other: '{{n}} notifications not read',
  empty: 'Nothing happened while you looked elsewhere.',
  loading: 'Looking for notifications',
  readAll: 'Mark all as read',
  show: 'Show',
  notRead: 'Not read. ',
  run: {
    done: 'The run of {{title}} ended.',
    failed: 'The run of {{title}} did not go through.',
    noTitle: 'a template',
  },
  interrupted_one: '{{n}} run was cut off when the studio ended. Run it again.',
  interrupted_other: '{{n}} runs were cut off when the studio ended. Run them again.',
  job: {
    done: '{{job}} is done.',
    failed: '{{job}} did not go through.',
    cancelled: '{{job}} was cancelled.',
    interrupted: '{{job}} was cut off when the studio ended.',
  },
} as const
