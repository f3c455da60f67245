/** Sources are CommonJS TypeScript; workspace packages are taken from their sources, so no build comes before a test. */
module.exports = {
  // Only a run of one package may name reporters; `npm test` names them itself where it runs several.
  ...(process.argv.includes('--projects') ? {} : { reporters: ['default', require.resolve('./jest.results.cjs')] }),
  testEnvironment: 'node',
  testTimeout: 30_000,
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'require', 'default'] },
  testMatch: [
    '<rootDir>/src/**/*.spec.ts',
    '<rootDir>/src/**/*.spec.tsx',
    '<rootDir>/src/**/*.int-spec.ts',
    '<rootDir>/**/*.e2e-spec.ts',
  ],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', tsx: false, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
};
