import { expect } from '@playwright/test'
import { uuidv7 } from 'uuidv7'
import { t } from '../../renderer/i18n'
import { button, type Leg, press, station } from './stop'

export const settings: Leg = {
  name: 'settings',
  prepare: async ({ provider }) => {
    await provider.save({
      commandId: uuidv7(),
      id: uuidv7(),
      rowVersion: null,
      name: 'Far',
      kind: 'openai_compatible',
      address: 'https://models.example/v1',
      models: ['far-model'],
      shared: false,
    })
  },
  stops: [
    {
      name: 'settings',
      shows: 'settings',
      open: station(
        () => t('frame.settings'),
        (page) => button(page, t('providers.editPrice', { model: 'far-model' })),
      ),
    },
    {
      name: 'kinds of connection',
      shows: 'renderer/features/providers/connections.tsx',
      open: press(() => t('providers.add')),
    },
    {
      name: 'new connection',
      shows: 'renderer/features/providers/connection-dialog.tsx',
      open: async (page) => {
        await press(() => t('providers.add'))(page)
        await page
          .getByRole('menuitem', { name: t('providers.kind.openai') })
          .first()
          .click()
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'connection',
      shows: 'renderer/features/providers/connection-dialog.tsx',
      open: press(() => t('providers.edit', { name: 'Far' })),
    },
    {
      name: 'price of a model',
      shows: 'renderer/features/providers/prices.tsx',
      open: press(() => t('providers.editPrice', { model: 'far-model' })),
    },
    {
      name: 'key file',
      shows: 'renderer/features/providers/key-store.tsx',
      open: press(() => t('providers.makeFile')),
    },
    {
      name: 'licences',
      shows: 'renderer/app/settings/licences.tsx',
      open: async (page) => {
        await press(() => t('settings.showLicences'))(page)
        await expect(page.getByText('@base-ui/react')).toBeVisible()
      },
    },
    {
      name: 'backups',
      open: async (page) => {
        await button(page, t('vault.backUpNow')).click()
        const backups = page.getByRole('region', { name: t('vault.backups') })
        await expect(backups.getByRole('listitem')).toHaveCount(1, { timeout: 45_000 })
      },
    },
  ],
}
