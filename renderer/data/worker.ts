interface TrustedTypes {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ) => { createScriptURL: (address: string) => string }
}

let trusted: ReturnType<TrustedTypes['createPolicy']> | undefined

/** The page's policy starts no worker from a bare text. @param address as the build made it (`?worker&url`) */
export function startWorker(address: string): Worker {
  const types: TrustedTypes | undefined = Reflect.get(window, 'trustedTypes')
  trusted ??= types?.createPolicy('studio-worker', {
    createScriptURL: (url) => {
      const { origin, pathname } = new URL(url, window.location.href)
      if (origin !== window.location.origin || !pathname.endsWith('.js')) {
        throw new TypeError('Only a worker of the studio may be started.')
      }
      return url
    },
  })
  return new Worker(trusted?.createScriptURL(address) ?? address, { type: 'module' })
}
