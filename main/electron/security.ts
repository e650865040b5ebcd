import type { App, Session, WebContents } from 'electron'
import { isOurPage, mayRequest } from './hardening'

/** Closes every way out of the page: navigation, new windows, embedded views. Holds for each page that is ever made. */
export function guardPages(app: App, openOutside: (address: string) => void): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents, openOutside))
}

function guardPage(contents: WebContents, openOutside: (address: string) => void): void {
  contents.on('will-navigate', (event) => {
    if (!isOurPage(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!isOurPage(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isOurPage(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}

/** Takes the network and every permission from the page's session: Electron grants all of them unless told. */
export function guardSession(session: Session, packaged: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}))
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayRequest(url, packaged) }))
}
