import { expect, it } from 'vitest'
import { variable } from '../../contract/template'
import { followDefinitions, followedIds } from './definitions'

const one = '0198f000-0000-7000-8000-000000000001'
const gone = '0198f000-0000-7000-8000-000000000002'
const shared = variable.parse({ name: 'tone', type: 'choice', rules: { choices: ['warm', 'dry'] } })

it('gives a variable what its shared definition says, under its own name', () => {
  const own = variable.parse({ name: 'voice', default: 'mine', definitionId: one })
  const [followed] = followDefinitions([own], new Map([[one, shared]]))
  expect(followed).toEqual({ ...shared, name: 'voice', definitionId: one })
  expect(followed).not.toHaveProperty('default')
})

it('leaves what follows nothing, or something that is gone, as it is', () => {
  const alone = variable.parse({ name: 'alone' })
  const orphan = variable.parse({ name: 'orphan', type: 'number', definitionId: gone })
  expect(followDefinitions([alone, orphan], new Map([[one, shared]]))).toEqual([alone, orphan])
  expect(followedIds([alone, orphan, { ...orphan, name: 'twin' }])).toEqual([gone])
})
