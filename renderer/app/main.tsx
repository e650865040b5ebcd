import './no-eval'
import '@fontsource-variable/inter/opsz.css'
import '@fontsource-variable/inter/opsz-italic.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '@fontsource-variable/jetbrains-mono/wght-italic.css'
import './app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { connect } from '../client'
import { App } from './app'
import { followSystemTheme } from './preferences'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root element.')
followSystemTheme()
createRoot(root).render(
  <StrictMode>
    <App connection={connect()} />
  </StrictMode>,
)
