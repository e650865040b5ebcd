/** The words with which page, preload and Electron's main process hand over the port that carries the contract. */

/** Page to preload. */
export const askForPort = 'studio:ask-for-port'
/** To the page; the message carries the port. */
export const hereIsPort = 'studio:here-is-port'
/** To the page, followed by the id of the command that was chosen in the window's menu. */
export const menuChose = 'studio:menu:'
/** The one raw channel between preload and main process, in both directions. */
export const portChannel = 'studio:port'
