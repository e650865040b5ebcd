import {
  type BrowserWindow,
  type IpcMainEvent,
  ipcMain,
  MessageChannelMain,
  type MessagePortMain,
} from 'electron'
import { hereIsPort, portChannel } from '../../contract/port'
import { isOurPage } from './hardening'
import type { Port } from './port'

/** Gives a port to the page of our window when it asks; whoever else asks hears nothing. */
export function handOverPorts(window: () => BrowserWindow | null, connect: (port: Port) => void): void {
  ipcMain.on(portChannel, (event) => {
    const page = window()?.webContents
    if (!page || !isFromPage(event, page.mainFrame)) return
    const { port1, port2 } = new MessageChannelMain()
    connect(asPort(port1))
    page.postMessage(portChannel, hereIsPort, [port2])
  })
}

function isFromPage({ senderFrame }: IpcMainEvent, mainFrame: unknown): boolean {
  return senderFrame !== null && senderFrame === mainFrame && isOurPage(senderFrame.url)
}

function asPort(port: MessagePortMain): Port {
  return {
    post: (data) => port.postMessage(data),
    onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => void port.on('close', listener),
    start: () => port.start(),
    close: () => port.close(),
  }
}
