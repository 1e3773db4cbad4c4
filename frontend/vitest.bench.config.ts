import { defineConfig } from 'vitest/config'

// Figures to read, not tests: they fail only when nothing could be measured.
export default defineConfig({
  test: {
    environment: 'node',
    include: ['e2e/bench/*.bench.ts'],
    globalSetup: ['e2e/driver/display.ts'],
    fileParallelism: false,
    testTimeout: 900_000,
    disableConsoleIntercept: true,
  },
})
