const preset = require('../../jest.preset.cjs');

/** The launcher is plain JavaScript, since it runs before anything is installed; its tests are too. */
module.exports = {
  ...preset,
  displayName: 'local',
  testMatch: ['<rootDir>/src/**/*.spec.mjs', '<rootDir>/src/**/*.int-spec.mjs'],
};
