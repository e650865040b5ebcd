const panes = [
  'header nav',
  'aside > nav',
  'aside > section',
  '[data-side] > section',
  '[data-side] > aside',
  '[data-panes] section:not(section section)',
].join(', ')
/** Where one works in a pane, before what merely can be pressed there. */
const heart =
  'tr[tabindex="0"], [data-at], .flow[tabindex], [role="treeitem"][tabindex="0"], .cm-content, fieldset textarea, fieldset input'
const focusable = 'a[href], button, input, textarea, [tabindex="0"]'

/** Where one goes on working in a part of the window; null while nothing is there yet. */
export const heartOf = (part: Element): HTMLElement | null => part.querySelector<HTMLElement>(heart)

/** F6 and Shift F6 walk the panes: the focus goes to the first thing in the next one that can take it. */
export function walkPanes(event: KeyboardEvent): void {
  if (event.key !== 'F6' || event.ctrlKey || event.metaKey || document.querySelector('[role="dialog"]'))
    return
  event.preventDefault()
  const stops = [...document.querySelectorAll<HTMLElement>(panes)].flatMap((pane) => {
    const target = heartOf(pane) ?? pane.querySelector<HTMLElement>(focusable)
    return target ? [{ pane, target }] : []
  })
  const here = stops.findIndex(({ pane }) => pane.contains(document.activeElement))
  const step = event.shiftKey ? -1 : 1
  stops.at((Math.max(here, event.shiftKey ? 0 : -1) + step) % stops.length)?.target.focus()
}
