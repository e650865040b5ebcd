import { ipcRenderer } from 'electron'
import { askForPort, portChannel } from '../contract/port'

// Nothing is exposed to the page. It asks for its port in a message to its own window; what the main process answers
// on the one channel (a word, and the port with it) is passed on in the same way.

window.addEventListener('message', ({ source, origin, data }) => {
  if (source === window && origin === window.location.origin && data === askForPort) {
    ipcRenderer.send(portChannel)
  }
})

ipcRenderer.on(portChannel, ({ ports }, word: unknown) => {
  if (typeof word === 'string') window.postMessage(word, window.location.origin, ports)
})
