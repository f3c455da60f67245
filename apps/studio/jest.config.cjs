const preset = require('../../jest.preset.cjs');

/** As everywhere, plus JSX: screens are `.tsx`. */
const [[pattern, [transformer, options]]] = Object.entries(preset.transform);

module.exports = {
  ...preset,
  displayName: 'studio',
  transform: {
    [pattern]: [
      transformer,
      {
        ...options,
        jsc: {
          ...options.jsc,
          parser: { ...options.jsc.parser, tsx: true },
          transform: { ...options.jsc.transform, react: { runtime: 'automatic' } },
        },
      },
    ],
  },
  moduleNameMapper: { '\\.css$': '<rootDir>/jest.css-stub.cjs' },
};
