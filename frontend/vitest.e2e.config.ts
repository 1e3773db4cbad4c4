import { defineConfig } from 'vitest/config'
import { sideBySide } from './e2e/driver/sizes'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['e2e/**/*.e2e.ts'],
    globalSetup: ['e2e/driver/display.ts'],
    maxWorkers: sideBySide,
    testTimeout: 240_000,
    hookTimeout: 90_000,
    // On a shared machine a browser now and then does not come up; what fails twice is wrong.
    retry: process.env['CI'] ? 1 : 0,
    reporters: ['verbose'],
  },
})
