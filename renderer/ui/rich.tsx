import { Fragment, type ReactNode } from 'react'
import { keyed } from './keyed'

interface RichProps {
  /** A string with `<name/>` where a part stands. */
  of: string
  parts: Readonly<Record<string, ReactNode>>
}

/** A sentence in which some parts look their own way; where they stand is the translator's choice. */
export function Rich({ of, parts }: RichProps) {
  return keyed(of.split(/<(\w+)\/>/)).map(({ key, item }, at) => (
    <Fragment key={key}>{at % 2 === 0 ? item : parts[item]}</Fragment>
  ))
}
