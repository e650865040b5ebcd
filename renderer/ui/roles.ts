import type { MessageRole } from '../../contract/vocabulary'

export const roleWords: Record<MessageRole, string> = {
  system: 'System',
  user: 'User',
  assistant: 'Assistant',
  history: 'History',
}
