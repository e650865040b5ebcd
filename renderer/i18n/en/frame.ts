/** The frame around the screens: sidebar, tabs, status bar, banners, settings. */
export const frame = {
  studio: 'Studio',
  library: 'Library',
  runs: 'Runs',
  conversations: 'Conversations',
  settings: 'Settings',
  showSidebar: 'Show the sidebar',
  foldSidebar: 'Fold the sidebar',
  notifications: 'Notifications',
  openTabs: 'Open tabs',
  closeTab: 'Close {{title}}',
  notSaved: ', not saved as a version',
  hostLost: 'The studio is not answering. What you write is kept here and saved when it is back.',
  hostRefused:
    'This page is no longer known to the studio. Copy unsaved text, then open the address it prints when it starts.',
  screenFailed:
    'This screen could not be shown. Drafts and versions are safe. Try again, or go to another screen.',
  openingText: 'Opening the text',
  saved: 'Saved {{when}}',
  allSaved: 'All saved',
  connectionLost: 'Connection lost',
  backingUp: 'Backing up',
  backup: 'Backup {{when}}',
  noBackup: 'No backup yet',
  verified: 'Verified {{when}}',
  notVerified: 'No verified backup yet',
  vault: '{{name}}, {{size}}',
} as const
