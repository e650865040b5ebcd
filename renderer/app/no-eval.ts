import { config } from 'zod/v4/core'

// The page's policy refuses code that is made of text; zod would try it once and be reported.
config({ jitless: true })
