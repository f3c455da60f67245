export interface ConfigProblem {
  readonly variable: string;
  readonly message: string;
}

/** Thrown when the environment cannot be used; lists every bad variable by name and shows no value, since some are secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly ConfigProblem[]) {
    super(['Settings to correct:', ...problems.map(({ variable, message }) => `  ${variable} ${message}`)].join('\n'));
  }
}
