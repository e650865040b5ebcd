import { config } from 'zod'

// The page makes no code of texts: schemas are read without what they would compile.
config({ jitless: true })
