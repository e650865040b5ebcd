import { Component, type ReactNode } from 'react'
import { t } from '../../i18n'
import { Problem } from '../../ui/problem'

interface Props {
  readonly children: ReactNode
  /** Loads the code of the screens anew: it may be what was missing. */
  readonly onRetry: () => void
}

/** A screen that fails says so in its place; the rest of the window, and what is written in it, stays. */
export class ScreenBoundary extends Component<Props, { problem: Error | null }> {
  override state: { problem: Error | null } = { problem: null }

  static getDerivedStateFromError(problem: Error) {
    return { problem }
  }

  private readonly retry = () => {
    this.props.onRetry()
    this.setState({ problem: null })
  }

  override render() {
    const { problem } = this.state
    if (!problem) return this.props.children
    return <Problem sentence={t('frame.screenFailed')} details={problem.message} onRetry={this.retry} />
  }
}
