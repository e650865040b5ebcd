import { describe, expect, it } from 'vitest'
import { isOurPage, mayRequest, outsideAddress, pagePreferences, schemePrivileges } from './hardening'

describe('how the page is run', () => {
  it('is exactly this, frozen', () => {
    const preferences = pagePreferences('/app/preload.cjs', true)
    expect(preferences).toEqual({
      preload: '/app/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    })
    expect(Object.isFrozen(preferences)).toBe(true)
    expect(pagePreferences('/p', false).devTools).toBe(true)
    expect(schemePrivileges).toEqual({ standard: true, secure: true })
  })
})

describe('our page', () => {
  it('is told by its parsed address and not by how it begins', () => {
    for (const address of ['app://studio/', 'app://studio', 'app://studio/index.html#/x', 'APP://studio/']) {
      expect(isOurPage(address), address).toBe(true)
    }
    const strangers = [
      'app://studio.evil.example/',
      'app://studio@evil.example/',
      'app://user:word@studio/',
      'app://studio:8080/',
      'app://evil/studio',
      'https://studio/',
      'file:///app://studio/',
      'javascript:app://studio/',
      'data:text/html,app://studio/',
      'about:blank',
      '',
      'app:studio',
    ]
    for (const address of strangers) expect(isOurPage(address), address).toBe(false)
  })

  it('may request its own files and what it made, and nothing from any network', () => {
    for (const url of ['app://studio/assets/a.js', 'blob:app://studio/1', 'data:image/png;base64,AA']) {
      expect(mayRequest(url, true), url).toBe(true)
    }
    const network = [
      'http://127.0.0.1/',
      'https://example.com/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      'ftp://a/',
      'chrome://gpu',
      'app://other/',
    ]
    for (const url of network) expect(mayRequest(url, true), url).toBe(false)
    expect(mayRequest('devtools://devtools/x.js', true)).toBe(false)
    expect(mayRequest('devtools://devtools/x.js', false)).toBe(true)
  })
})

describe('an address that may leave the studio', () => {
  it('is https or mailto without credentials', () => {
    expect(outsideAddress('https://example.com/a?b#c')?.host).toBe('example.com')
    expect(outsideAddress('mailto:someone@example.com')?.pathname).toBe('someone@example.com')
    const refused = [
      'http://example.com/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'JAVASCRIPT:alert(1)',
      ' javascript:alert(1)',
      'smb://host/share',
      'ms-msdt:/id',
      'vscode://file/etc/passwd',
      'data:text/html,x',
      'blob:https://example.com/1',
      'app://studio/',
      'https://user:word@example.com/',
      'https://user@example.com/',
      '//example.com',
      'example.com',
      `https://example.com/${'a'.repeat(2000)}`,
    ]
    for (const address of refused) expect(outsideAddress(address), address).toBeNull()
  })
})
